import type { IncomingMessage } from 'node:http';
import { sealedText, wireMessage } from '@jiesuo/ceremony/messages';
import { z } from 'zod';
import type { Pairing } from '../commands/view.ts';
import { readBody, readJson } from '../gate/body.ts';
import type { Seats } from './seats.ts';

/** HPKE adds 65 + 16 bytes to two PINs of 16 and their separator. */
export const PIN_BYTES_MAX = 1024;

/** What the window may call, always by POST: path → reads the body, then does it at that window's seat. */
export type Call = (request: IncomingMessage, label: string, seats: Seats) => Promise<unknown>;

export const nothing = z.strictObject({});
export const spoken = z.strictObject({ language: z.enum(['zh', 'en']) });
const code = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

const call =
  <S extends z.ZodType>(schema: S, run: (pairing: Pairing, body: z.output<S>) => unknown): Call =>
  async (request, label, seats) => {
    const body = await readJson(request, schema);
    return seats.use(label, 'pairing', (pairing) => run(pairing, body));
  };

const hello: Call = async (request, label, seats) => {
  const body = await readJson(request, z.strictObject({ code }));
  seats.open(label, 'pairing');
  return seats.use(label, 'pairing', (pairing) => pairing.hello(body.code));
};

const ticketBody = z.strictObject({ ticket: wireMessage, sealed: sealedText.nullable() });
const ticket: Call = async (request, label, seats) => {
  const body = await readJson(request, ticketBody);
  return seats.use(label, 'pairing', async (pairing) => {
    const view = await pairing.accept(body.ticket, body.sealed);
    if ('ticket' in view) await seats.claim(label, view.ticket);
    return view;
  });
};

const pin: Call = async (request, label, seats) => {
  const sealed = await readBody(request, 'application/octet-stream', PIN_BYTES_MAX);
  return seats.use(label, 'pairing', (pairing) => pairing.pin(sealed));
};

const end: Call = async (request, label, seats) => {
  await readJson(request, nothing);
  await seats.end(label);
  return {};
};

/** `HOLD_MS` long: browsers slow the timers of a hidden window down to one a minute, an answer wakes it at once. */
const HOLD_MS = 20_000;
const here: Call = async (request, label, seats) => {
  await readJson(request, nothing);
  seats.touch(label);
  await new Promise<void>((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      request.socket.off('close', settle);
      resolve();
    };
    const timer = setTimeout(settle, HOLD_MS);
    request.socket.once('close', settle);
  });
  seats.touch(label);
  return {};
};

/** Which portals the window may trade its code with: the configured origins. Needs no pairing. */
export const portalsCall =
  (origins: readonly string[]): Call =>
  async (request) => {
    await readJson(request, nothing);
    return { portals: origins };
  };

export const calls = new Map<string, Call>([
  ['/window/hello', hello],
  ['/window/ticket', ticket],
  ['/window/allow', call(nothing, (pairing) => pairing.allow())],
  ['/window/pin', pin],
  ['/window/ask', call(spoken, (pairing, { language }) => pairing.ask(language))],
  [
    '/window/next',
    call(z.strictObject({ answer: wireMessage.optional() }), (pairing, { answer }) => pairing.next(answer)),
  ],
  ['/window/here', here],
  ['/window/end', end],
]);
