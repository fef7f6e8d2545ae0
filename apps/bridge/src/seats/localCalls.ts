import { z } from 'zod';
import type { PinChange } from '../commands/view.ts';
import type { Watch } from '../commands/watch.ts';
import { readBody, readJson } from '../gate/body.ts';
import { GateRefusal } from '../gate/refusal.ts';
import { type Call, nothing, PIN_BYTES_MAX, spoken } from './calls.ts';

/** How long a look waits for a change. */
const LOOK_MS = 20_000;

/** What is plugged in, once it differs from what the window has seen. Only for a window whose guest may look. */
export const lookCall =
  (watch: Watch): Call =>
  async (request, label, seats) => {
    const { seen } = await readJson(request, z.strictObject({ seen: z.string().max(20) }));
    if (!seats.touch(label)) throw new GateRefusal('ended');
    const gone = new AbortController();
    const leave = () => gone.abort();
    request.socket.once('close', leave);
    const sight = await watch.look(seen, LOOK_MS, gone.signal);
    request.socket.off('close', leave);
    return sight;
  };

const call =
  <S extends z.ZodType>(schema: S, run: (change: PinChange, body: z.output<S>) => unknown): Call =>
  async (request, label, seats) => {
    const body = await readJson(request, schema);
    return seats.use(label, 'change', (change) => run(change, body));
  };

const begin: Call = async (request, label, seats) => {
  await readJson(request, nothing);
  seats.open(label, 'change');
  return seats.use(label, 'change', (change) => change.begin());
};

const pin: Call = async (request, label, seats) => {
  const sealed = await readBody(request, 'application/octet-stream', PIN_BYTES_MAX);
  return seats.use(label, 'change', (change) => change.pin(sealed));
};

/**
 * Changing a PIN that its person still knows. Any page may open the window; only the window's own script may call (gate/request.ts), and
 * it does so at a person's press. It needs no pairing code because nothing here goes to a portal, or comes from one.
 */
export const changeCalls = new Map<string, Call>([
  ['/window/change/begin', begin],
  [
    '/window/change/choose',
    call(z.strictObject({ slot: z.string().max(300) }), (change, { slot }) => change.choose(slot)),
  ],
  ['/window/change/risk', call(nothing, (change) => change.risk())],
  ['/window/change/pin', pin],
  ['/window/change/ask', call(spoken, (change, { language }) => change.ask(language))],
]);
