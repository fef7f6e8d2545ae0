import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { seal } from '@jiesuo/ceremony/seal';
import type { Turn, View } from '../../apps/bridge/src/commands/view.ts';
import { pump } from '../../apps/bridge/src/window/pump.ts';

/** Plays the bridge's window without a browser: the same calls in the same order, with the window's own pump. */
export interface Window {
  hello(code: string): Promise<void>;
  allow(): Promise<void>;
  typePin(pin: string): Promise<void>;
  /** Carries messages until the last view. @throws Error when it is a failure. */
  carry(): Promise<void>;
}

export function openWindow(bridgePort: number, portal: string): Window {
  const host = `${randomBytes(12).toString('hex')}.localhost:${bridgePort}`;
  const agent = new Agent({ keepAlive: true });
  let sealKey = '';
  let view: View = { stage: 'paired' };
  const post = (path: string, type: string, body: string | Uint8Array) =>
    new Promise<unknown>((resolve, reject) => {
      const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'content-type': type };
      const asked = request(
        { host: '127.0.0.1', port: bridgePort, path: `/window/${path}`, method: 'POST', headers, agent },
        async (response) => {
          const text = (await response.toArray()).join('');
          if (response.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`the bridge refused ${path}: ${text}`));
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  const tell = (path: string, body: unknown) => post(path, 'application/json', JSON.stringify(body));
  async function askPortal(operation: string, body: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${portal}/api/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: `http://${host}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }
  return {
    async hello(code) {
      const said = (await tell('hello', { code })) as { hello: unknown; sealKey: string };
      sealKey = said.sealKey;
      const { ticket, sealed } = await askPortal('ceremonies.redeem', { code, hello: said.hello });
      view = (await tell('ticket', { ticket, sealed })) as View;
    },
    async allow() {
      view = (await tell('allow', {})) as View;
    },
    async typePin(pin) {
      if (view.stage !== 'enter_pin') throw new Error(`the window shows ${view.stage}`);
      const text = new TextEncoder().encode(`${pin}\0${pin}`);
      const sealed = await seal('pin', Buffer.from(sealKey, 'base64url'), text, view.ticket.ceremony);
      view = (await post('pin', 'application/octet-stream', sealed)) as View;
    },
    async carry() {
      const last = await pump({
        next: async (answer) => (await tell('next', answer === undefined ? {} : { answer })) as Turn,
        exchange: async (message) => (await askPortal('ceremonies.exchange', { message }))['answer'],
        show: () => undefined,
      });
      await tell('end', {});
      agent.destroy();
      if (last.stage !== 'done') throw new Error(`the window ended at ${last.stage}`);
    },
  };
}
