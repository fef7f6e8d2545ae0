import { beginChain, numberAnswer, seal, type WireMessage, wireMessage } from '@jiesuo/ceremony';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { base, bench, ceremony, code, resetPart, signed } from '../commands/test-pairing.ts';
import type { PromptAnswer } from '../prompt/prompt.ts';
import { Stopped } from '../window/stopped.ts';
import { dial } from './dial.ts';

const origin = 'https://reset.example.cn';
const other = 'https://other.example.cn';
afterEach(() => vi.unstubAllGlobals());

const helloBody = z.object({ hello: wireMessage });
const helloKey = z.object({ sealKey: z.string() });
const exchanged = z.object({ message: wireMessage });
const payloadOf = (wire: WireMessage): unknown => JSON.parse(Buffer.from(wire.payload, 'base64url').toString());

/** A portal behind `fetch`: gives one ticket, notes what it is told, answers as a server does. */
function portal({ purpose, at = origin }: { purpose: 'read' | 'reset'; at?: string }) {
  const told: unknown[] = [];
  const asked: string[] = [];
  let ticket: WireMessage | undefined;
  vi.stubGlobal('fetch', async (url: string, init: { body: string; headers: Record<string, string> }) => {
    asked.push(url);
    if (!url.startsWith(`${at}/`)) return Response.json({ code: 'pairing_wrong', message: 'no' }, { status: 422 });
    const body: unknown = JSON.parse(init.body);
    if (url.endsWith('/ceremonies.redeem')) {
      const { hello } = helloBody.parse(body);
      const sealKey = Buffer.from(helloKey.parse(payloadOf(hello)).sealKey, 'base64url');
      const made = base(hello);
      const tails = Buffer.from(await seal('tails', sealKey, Buffer.from('[]'), made.hello)).toString('base64url');
      ticket = signed(
        purpose === 'read' ? made : { ...made, purpose, reset: { ...resetPart(tails), prompt: 'native' } },
      );
      return Response.json({ ticket, sealed: purpose === 'read' ? null : tails });
    }
    const { message } = exchanged.parse(body);
    told.push(payloadOf(message));
    if (!ticket) throw new Error('no ticket yet');
    return Response.json({ answer: signed(numberAnswer(beginChain(ceremony, 1, ticket), message, { type: 'noted' })) });
  });
  return { told, asked };
}

function dialled(answers: readonly PromptAnswer[], portals: readonly string[] = [origin], signal?: AbortSignal) {
  const b = bench({ prompt: 'native' });
  b.answers.push(...answers);
  const prompt = { ask: () => Promise.resolve(b.answers.shift() ?? ({ kind: 'cancelled' } as const)) };
  const over = dial({ code, portals, pairing: b.pairing, prompt, language: 'zh', ...(signal ? { signal } : {}) });
  return { b, over };
}
const reason = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Stopped ? error.reason : error),
  );

test('reading is done after a yes in a native dialog, and the portal hears what is plugged in', async () => {
  const { told } = portal({ purpose: 'read' });
  const { b, over } = dialled([{ kind: 'yes' }]);
  expect(await over).toMatchObject({ stage: 'done', purpose: 'read', ukeys: 0 });
  expect(told).toMatchObject([{ type: 'ukeys', claims: [] }]);
  expect(b.listed()).toBe(1);
});
test.each([
  ['cancelled', 'cancelled'],
  ['timed_out', 'time_out'],
] as const)('reading is not done when the dialog was %s', async (kind, failure) => {
  const { told } = portal({ purpose: 'read' });
  const { b, over } = dialled([{ kind }]);
  expect(await over).toMatchObject({ stage: 'failed', failure });
  expect([told, b.listed()]).toEqual([[], 0]);
});
test('a reset asks natively until the PIN is good, then runs, and the portal hears how it ends', async () => {
  const { told } = portal({ purpose: 'reset' });
  const typed = ['12345678', 'Kx7-quiet'].map((text) => ({ kind: 'pin' as const, pin: Buffer.from(text) }));
  const { b, over } = dialled(typed);
  expect(await over).toMatchObject({ stage: 'failed', failure: 'ukey_missing' });
  expect(b.asked.map((one) => 'fault' in one && one.fault)).toEqual([false, 'run']);
  expect(told).toMatchObject([{ type: 'failed', failure: 'ukey_missing' }]);
  expect(JSON.stringify(told)).not.toContain('Kx7');
  expect(typed.every(({ pin }) => pin.every((byte) => byte === 0))).toBe(true);
});
test('only the portals that were named are dialled, and the one that knows the code is taken', async () => {
  const { asked } = portal({ purpose: 'read' });
  await dialled([{ kind: 'yes' }], [other, origin]).over;
  expect(asked).toEqual([
    `${other}/api/ceremonies.redeem`,
    `${origin}/api/ceremonies.redeem`,
    `${origin}/api/ceremonies.exchange`,
  ]);
  const { asked: again } = portal({ purpose: 'read' });
  expect(await reason(dialled([], [other]).over)).toEqual({ trouble: 'portal_unknown' });
  expect(again).toEqual([`${other}/api/ceremonies.redeem`]);
});
test('a ticket that another portal hands out in its name is refused', async () => {
  const { told } = portal({ purpose: 'read', at: other });
  expect(await reason(dialled([{ kind: 'yes' }], [other]).over)).toEqual({ trouble: 'ticket_refused' });
  expect(told).toEqual([]);
});
test('a dialog that cannot be shown is said as the window would say it', async () => {
  portal({ purpose: 'reset' });
  expect(await reason(dialled([{ kind: 'unavailable', reason: 'no_session' }]).over)).toEqual({
    trouble: 'prompt_no_session',
  });
});
test('whoever asked goes away: the pairing ends', async () => {
  portal({ purpose: 'reset' });
  const gone = new AbortController();
  const b = bench({ prompt: 'native' });
  const prompt = { ask: () => Promise.resolve({ kind: 'cancelled' } as const) };
  const over = dial({ code, portals: [origin], pairing: b.pairing, prompt, language: 'zh', signal: gone.signal });
  await vi.waitUntil(() => b.asked.length === 1);
  gone.abort();
  expect(await over).toMatchObject({ stage: 'failed', failure: 'cancelled' });
  expect(b.listed()).toBe(0);
});
