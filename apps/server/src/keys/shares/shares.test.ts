import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenWrap } from '../root/wraps.ts';
import { createGathering, type Unsealed } from './gather.ts';
import { markOf, readShare, writeShare } from './share.ts';
import { splitRoot } from './split.ts';

async function world(needed: number, made: number) {
  const root = randomBytes(32);
  const done = await splitRoot(root, { needed, made });
  const wrap: OpenWrap = {
    id: '0',
    step: 1,
    root_version: 1,
    wrapped_by: 'shares',
    wrapping_key: done.set,
    wrapped: done.wrapped,
    retired_at: null,
    shares_needed: needed,
    shares_made: made,
    made_at: new Date(0),
  };
  let now = new Date('2026-11-23T00:00:00Z').getTime();
  const opened: Unsealed[] = [];
  const gathering = createGathering({ wraps: [wrap], clock: () => new Date(now), onOpen: (one) => opened.push(one) });
  const advance = (seconds: number) => {
    now += seconds * 1000;
  };
  const offer = (text: string) => {
    advance(2);
    return gathering.offer(text);
  };
  return { root, shares: done.shares.map(writeShare), parts: done.shares, gathering, opened, advance, offer };
}

test('any m of n shares open the root key, in any order, and fewer open nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 6 }).chain((made) => fc.tuple(fc.constant(made), fc.integer({ min: 2, max: made }))),
      fc.infiniteStream(fc.nat()),
      async ([made, needed], dice) => {
        const w = await world(needed, made);
        const order = w.shares.map((text) => ({ text, at: dice.next().value ?? 0 })).toSorted((a, b) => a.at - b.at);
        for (const [i, { text }] of order.slice(0, needed - 1).entries())
          expect(await w.offer(text)).toEqual({ answer: 'counted', have: i + 1, needed });
        expect(w.opened).toEqual([]);
        expect(await w.offer(order[needed - 1]?.text ?? '')).toEqual({ answer: 'opened' });
        expect(w.opened[0]?.root.equals(w.root)).toBe(true);
        expect(w.opened[0]?.marks).toHaveLength(needed);
      },
    ),
    { numRuns: 25 },
  );
});

test('a share survives being typed by hand, and a slip is seen', async () => {
  const { parts } = await world(2, 3);
  const [part] = parts;
  if (!part) throw new Error('no share');
  const text = writeShare(part);
  expect(readShare(` ${text.toLowerCase().replaceAll('-', ' ')} `)).toEqual(part);
  expect(readShare(text.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(part);
  for (let at = 4; at < text.length - 1; at += 3) {
    const other = text[at] === '7' ? '8' : '7';
    if (text[at] !== '-') expect(readShare(`${text.slice(0, at)}${other}${text.slice(at + 1)}`)).toBeUndefined();
  }
  for (const wrong of [text.slice(0, -1), `${text}X`, `${text}0`, `${text}00`])
    expect(readShare(wrong)).toBeUndefined();
  expect(readShare('JS1')).toBeUndefined();
  expect(markOf(part)).toMatch(/^[0-9a-f]{8}$/);
});

test('a share counts once, one of another split never, a mistyped one never', async () => {
  const [w, other] = [await world(3, 4), await world(3, 4)];
  expect(await w.offer(w.shares[0] ?? '')).toMatchObject({ answer: 'counted', have: 1 });
  expect(await w.offer(w.shares[0] ?? '')).toEqual({ answer: 'again' });
  expect(await w.offer(other.shares[1] ?? '')).toEqual({ answer: 'another_set' });
  expect(await w.offer('JS1-NONSENSE')).toEqual({ answer: 'mistyped' });
  expect(await w.offer(w.shares[1] ?? '')).toMatchObject({ answer: 'counted', have: 2 });
});

test('a forged share fails the whole set, says not which, drops all, and each failure costs more time', async () => {
  const w = await world(2, 3);
  const [first, second] = w.parts;
  if (!first || !second) throw new Error('no shares');
  const forged = writeShare({ set: second.set, bytes: second.bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) });
  for (const seconds of [5, 10, 20, 40, 80, 160, 300, 300]) {
    await w.offer(writeShare(first));
    expect(await w.offer(forged)).toEqual({ answer: 'wrong' });
    expect(await w.gathering.offer(writeShare(first))).toEqual({ answer: 'too_soon', seconds });
    w.advance(seconds);
  }
  expect(w.opened).toEqual([]);
  await w.offer(writeShare(first));
  expect(await w.offer(writeShare(second))).toEqual({ answer: 'opened' });
});

test('two shares within a second are one too many, and a half-done unsealing is forgotten after a quarter of an hour', async () => {
  const w = await world(2, 3);
  await w.offer(w.shares[0] ?? '');
  expect(await w.gathering.offer(w.shares[1] ?? '')).toEqual({ answer: 'too_soon', seconds: 1 });
  w.advance(15 * 60 + 1);
  expect(await w.offer(w.shares[1] ?? '')).toMatchObject({ answer: 'counted', have: 1 });
});
