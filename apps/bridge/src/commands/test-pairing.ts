import {
  newSigningKey,
  type PinRules,
  payloadHash,
  seal,
  sha256,
  signMessage,
  type Ticket,
  type WireMessage,
} from '@jiesuo/ceremony';
import type { HostedDriver } from '../drivers/host/host.ts';
import type { Listing } from '../drivers/ukey.ts';
import type { PromptAnswer, PromptRequest } from '../prompt/prompt.ts';
import type { JournalEntry } from './journal.ts';
import { createPairing } from './pairing.ts';
import type { Pairing } from './view.ts';

const origin = 'https://reset.example.cn';
const portalKey = newSigningKey();
export const code = 'AAAAAAAAAAAAAAAAAAAAAA';
export const ceremony = '0195a000-0000-7000-8000-000000000001';

interface Bench {
  readonly pairing: Pairing;
  readonly journal: JournalEntry[];
  /** How often the drivers were asked for UKeys. */
  readonly listed: () => number;
  /** What the native dialog was asked, and what it answers, one after another; with none left it stands until it is taken away. */
  readonly asked: PromptRequest[];
  readonly answers: PromptAnswer[];
  now: number;
}
interface Options {
  readonly prompt?: 'window' | 'native';
  readonly conditions?: Listing['conditions'];
}
export function bench(options: Options = {}): Bench {
  let listed = 0;
  const journal: JournalEntry[] = [];
  const driver: HostedDriver = {
    name: 'virtual',
    async list() {
      listed++;
      return { slots: [], conditions: options.conditions ?? [] };
    },
    connect: () => Promise.reject(new Error('nothing is there')),
    async change() {},
    fresh: () => Promise.resolve(driver),
    async close() {},
  };
  const made: Bench = {
    journal,
    listed: () => listed,
    asked: [],
    answers: [],
    now: 0,
    pairing: createPairing({
      config: {
        prompt: options.prompt ?? 'window',
        portals: [
          { origin: 'https://other.example.cn', publicKey: newSigningKey().publicKey.toString('base64url') },
          { origin, publicKey: portalKey.publicKey.toString('base64url') },
        ],
      },
      drivers: [driver],
      journal: {
        async write(entry) {
          journal.push(entry);
        },
        async read() {
          return journal;
        },
      },
      version: '0.1.0',
      settleMs: 0,
      prompt: {
        ask(request) {
          made.asked.push(request);
          const answer = made.answers.shift();
          if (answer) return Promise.resolve(answer);
          return new Promise((resolve) =>
            request.signal?.addEventListener('abort', () => resolve({ kind: 'cancelled' })),
          );
        },
      },
      clockMs: () => made.now,
    }),
  };
  return made;
}

export const base = (hello: WireMessage): Ticket => ({
  v: 1,
  type: 'ticket',
  ceremony,
  leg: 1,
  purpose: 'read',
  hello: payloadHash(hello).toString('hex'),
  portal: origin,
  ca: '示例CA',
  account: '138****0000',
  issuedAt: '2026-03-02T01:00:00.000Z',
  validSeconds: 600,
  reset: null,
});
export const resetPart = (sealed: string): NonNullable<Ticket['reset']> => ({
  order: 'CA20260302ABCDEF',
  subscriber: '示例科技有限公司',
  serial: 'JS0000000001',
  certificateSerial: '0a1b',
  fingerprint: 'ab'.repeat(32),
  method: 'gmt0017',
  profile: {
    id: 'jiesuo-virtual',
    application: 'JIESUO',
    pinHash: 'sha1',
    cipher: 'sm4',
    lcInMac: false,
    lcEndian: 'big',
    headerLength: 7,
  },
  pinPolicy: { min: 8, max: 16 },
  prompt: 'window',
  sealed: sha256(Buffer.from(sealed, 'base64url')).toString('hex'),
  previous: null,
});
export const signed = (ticket: object) => signMessage(ticket, portalKey.privateKey);

export async function paired(options: Options = {}) {
  const b = bench(options);
  const { hello, sealKey } = await b.pairing.hello(code);
  return { b, pairing: b.pairing, hello, ticket: base(hello), sealKey: Buffer.from(sealKey, 'base64url') };
}
/** With a ticket for a reset accepted: the window waits for the PIN. */
export async function waiting(
  options: Options & { ticketPrompt?: 'window' | 'native'; tails?: string[]; rules?: Partial<PinRules> } = {},
) {
  const made = await paired(options);
  const bound = made.ticket.hello;
  const text = Buffer.from(JSON.stringify(options.tails ?? []));
  const sealed = Buffer.from(await seal('tails', made.sealKey, text, bound)).toString('base64url');
  const part = resetPart(sealed);
  const pinPolicy = { ...part.pinPolicy, ...options.rules };
  const reset = { ...part, pinPolicy, prompt: options.ticketPrompt ?? 'window' };
  const view = await made.pairing.accept(signed({ ...made.ticket, purpose: 'reset', reset }), sealed);
  const type = async (typed: string, to = ceremony) =>
    made.pairing.pin(await seal('pin', made.sealKey, Buffer.from(typed), to));
  return { ...made, sealed, view, type };
}
