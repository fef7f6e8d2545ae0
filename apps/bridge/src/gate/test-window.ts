import { mkdtempSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BridgeConfig } from '../config.ts';
import { startBridge } from '../start.ts';

export const PORTAL = 'https://reset.example.cn';
export const LABEL = 'k3v9q2m7x1c8b4n6';
export const CODE = 'AbCdEfGhIjKlMnOpQrStUv';

/** A bridge on any free port, for tests, with no UKey in reach. */
export function startTestBridge(changes: Partial<BridgeConfig> = {}) {
  return startBridge({
    port: 0,
    portals: [{ origin: PORTAL, publicKey: Buffer.alloc(32, 7).toString('base64url') }],
    drivers: ['virtual'],
    virtualPort: 9,
    libraries: [],
    dataDir: mkdtempSync(join(tmpdir(), 'bridge-')),
    prompt: 'window',
    extensions: [],
    ...changes,
  });
}

export interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request as a browser's window would make it, but for what a test changes. A header of undefined is left out. */
export function ask(
  port: number,
  path: string,
  {
    method = 'POST',
    headers = {},
    body = '{}',
    address = '127.0.0.1',
    label = LABEL,
  }: {
    method?: string;
    headers?: Record<string, string | readonly string[] | undefined>;
    body?: string | Buffer;
    address?: string;
    label?: string;
  } = {},
): Promise<Asked> {
  const host = `${label}.localhost:${port}`;
  const ordinary =
    method === 'POST'
      ? { origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
      : {};
  const merged = Object.entries({ host, ...ordinary, ...headers }).filter(([, value]) => value !== undefined);
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        host: address,
        port,
        path,
        method,
        agent: false,
        headers: Object.fromEntries(merged) as Record<string, string>,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    asking.on('error', reject);
    asking.end(method === 'POST' ? body : undefined);
  });
}
