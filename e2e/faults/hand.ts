import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireMessage } from '@jiesuo/ceremony/messages';
import { seal } from '@jiesuo/ceremony/seal';
import type { Programs } from './programs.ts';

type At = Pick<Programs, 'portal' | 'ports'>;
export type Moment = 'before' | 'after';
/** Told of each message when it is made and not yet sent, and when it is answered and the bridge does not have the answer yet. */
export type Meanwhile = (message: string, moment: Moment) => Promise<void>;
/** Stands between window and portal: may lose, repeat or alter what passes. @throws Gone when nothing comes back. */
export type Between = (
  message: WireMessage,
  send: (message: WireMessage) => Promise<WireMessage>,
) => Promise<WireMessage>;
const asItIs: Between = (message, send) => send(message);

/** What the window shows at last. */
export interface Shown {
  readonly stage: string;
  readonly failure?: string;
  readonly shouldPull?: boolean;
}

/** The bridge's window played by hand: the calls of its script, in its order, with a place to stop at between any two. */
export interface HandWindow {
  readonly label: string;
  readonly ceremony: string;
  readonly leg: number;
  read(): Promise<Shown>;
  /** Types the PIN twice and carries messages until nothing is left. @throws Gone when the bridge or the portal is. */
  reset(pin: string, meanwhile?: Meanwhile, between?: Between): Promise<Shown>;
  end(): Promise<void>;
}
/** A call that the bridge or the portal refused, or did not answer. */
export class Gone extends Error {
  override name = 'Gone';
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

interface Turn {
  readonly view: Shown;
  readonly message?: WireMessage;
}

export async function openWindow(at: At, code: string): Promise<HandWindow> {
  const label = randomBytes(12).toString('hex');
  // As a browser does: one connection for all calls.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const bridge = <T>(path: string, body: object | Uint8Array) => callBridge<T>(at, label, agent, path, body);
  const { hello, sealKey } = await bridge<{ hello: WireMessage; sealKey: string }>('hello', { code });
  const { ticket, sealed } = await callPortal<{ ticket: WireMessage; sealed: string | null }>(at, label, 'redeem', {
    code,
    hello,
  });
  await bridge('ticket', { ticket, sealed });
  const { ceremony, leg } = JSON.parse(Buffer.from(ticket.payload, 'base64url').toString()) as {
    ceremony: string;
    leg: number;
  };

  const send = async (message: WireMessage): Promise<WireMessage> =>
    (await callPortal<{ answer: WireMessage }>(at, label, 'exchange', { message })).answer;

  async function carry(meanwhile: Meanwhile, between: Between): Promise<Shown> {
    let turn = await bridge<Turn>('next', {});
    while (turn.message) {
      const { message } = turn;
      const { type } = JSON.parse(Buffer.from(message.payload, 'base64url').toString()) as { type: string };
      await meanwhile(type, 'before');
      const answer = await between(message, send);
      await meanwhile(type, 'after');
      turn = await bridge<Turn>('next', { answer });
    }
    return turn.view;
  }
  const end = () => bridge<void>('end', {}).finally(() => agent.destroy());
  return {
    label,
    ceremony,
    leg,
    async read() {
      await bridge('allow', {});
      const shown = await carry(async () => undefined, asItIs);
      await end();
      return shown;
    },
    async reset(pin, meanwhile = async () => undefined, between = asItIs) {
      const text = Buffer.from(`${pin}\0${pin}`);
      await bridge<Shown>('pin', await seal('pin', Buffer.from(sealKey, 'base64url'), text, ceremony));
      const shown = await carry(meanwhile, between);
      await end();
      return shown;
    },
    end,
  };
}

const patienceMs = 60_000;
/** Node's fetch cannot choose its Host header. */
function callBridge<T>(
  { ports }: At,
  label: string,
  agent: Agent,
  path: string,
  body: object | Uint8Array,
): Promise<T> {
  const host = `${label}.localhost:${ports.BRIDGE_PORT}`;
  const isBytes = body instanceof Uint8Array;
  const bytes = isBytes ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  const headers = { host, origin: `http://${host}`, 'content-type': type, 'content-length': bytes.length };
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: ports.BRIDGE_PORT, method: 'POST', path: `/window/${path}`, headers, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => reject(new Gone('bridge_gone', error)));
        response.on('end', () => {
          const answer = JSON.parse(Buffer.concat(chunks).toString()) as T & { code?: string };
          if (response.statusCode === 200) resolve(answer);
          else reject(new Gone(answer.code ?? 'fault'));
        });
      },
    );
    asked.setTimeout(patienceMs, () => asked.destroy(new Error('no answer')));
    asked.on('error', (error) => reject(new Gone('bridge_gone', error)));
    asked.end(bytes);
  });
}

/** As the window does it: a portal that does not answer is tried again for a minute, with the same bytes. */
async function callPortal<T>(at: At, label: string, operation: string, body: object): Promise<T> {
  const until = Date.now() + patienceMs;
  const headers = {
    'content-type': 'application/json',
    origin: `http://${label}.localhost:${at.ports.BRIDGE_PORT}`,
    'sec-fetch-site': 'cross-site',
  };
  for (;;) {
    const response = await fetch(`${at.portal}/api/ceremonies.${operation}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    }).catch(() => undefined);
    const answer = (await response?.json().catch(() => undefined)) as (T & { code?: string }) | undefined;
    if (response?.ok && answer) return answer;
    if (response && response.status < 500 && answer) throw new Gone(answer.code ?? 'refused');
    if (Date.now() > until) throw new Gone('portal_gone');
    await sleep(200);
  }
}
