import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testEngines } from '../db/engines.ts';

// On the quicker database: that the embedded one keeps what it acknowledged is shown where it lives (db/durability.test.ts).
for (const engine of testEngines().slice(-1))
  test(`a node killed while it sends loses no message, and sends it again under the same id, in order (${engine.name})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jiesuo-webhooks-crash-'));
    const opened = await engine.openEmpty();
    const received: { id: string; type: string }[] = [];
    let victim: ChildProcess | undefined;
    const receiver = createServer(async (request, reply) => {
      let body = '';
      for await (const part of request) body += String(part);
      received.push({
        id: String(request.headers['webhook-id']),
        type: (JSON.parse(body) as { type: string }).type,
      });
      // It has taken the first message, and the node dies before it hears so.
      if (received.length === 1) victim?.kill('SIGKILL');
      else reply.writeHead(204).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const program = new URL('./crash.stage.ts', import.meta.url).pathname;
    const env = {
      DATA_DIR: folder,
      ...('url' in opened ? { DATABASE_URL: opened.url } : {}),
      url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
    };
    const run = async (aheadSeconds: number): Promise<string> => {
      const asked = JSON.stringify({ ...env, aheadSeconds: String(aheadSeconds) });
      const child = spawn(process.execPath, [program, asked], { stdio: ['ignore', 'pipe', 'inherit'] });
      victim = child;
      let out = '';
      child.stdout.on('data', (part: Buffer) => {
        out += part.toString();
      });
      await once(child, 'close');
      return out.trim();
    };
    try {
      expect(await run(0)).toBe('');
      victim = undefined;
      expect(await run(61)).toBe('["delivered","delivered"]');
      expect(received.map(({ type }) => type)).toEqual(['order.submitted', 'order.submitted', 'order.approved']);
      expect(received[1]?.id).toBe(received[0]?.id);
      expect(new Set(received.map(({ id }) => id)).size).toBe(2);
    } finally {
      receiver.closeAllConnections();
      receiver.close();
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
