import { dialects, type Transmit } from '@jiesuo/ceremony';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DriverFault } from '../driver.ts';
import { TRIES_KEPT } from './gmt0017-counters.ts';
import { observe } from './gmt0017-observe.ts';
import { probe } from './gmt0017-probe.ts';
import { adminPin, first, isMac, type Odd, PIN, plug, speaking, tryOut, word } from './test-gmt0017.ts';

test('a card whose MAC is none that we know is told so, with every try given back', async () => {
  const otherMac: Odd = (apdu, ask) => {
    if (!isMac(apdu)) return undefined;
    apdu[apdu.length - 1] = (apdu.at(-1) ?? 0) ^ 1;
    return ask(apdu);
  };
  const { card, transmit } = plug(speaking(first), otherMac);
  const told = await tryOut(transmit, { admin: adminPin });
  expect(told).toMatchObject({ verdict: 'none', spent: { user: 0, admin: 0 } });
  expect(told.detail).toBe('ChangePIN 0x6a80, 0x6a80, 0x6a80, 0x6a80');
  expect(card.state).toEqual(speaking(first));
});

/** As `none` above, but each refused MAC costs the user a try and the log-in. */
const counting: Odd = (apdu, ask) => {
  if (!isMac(apdu)) return undefined;
  const answer = ask(apdu);
  if (answer.toString('hex') === '9000') return answer;
  ask(word('80500000000008'));
  return ask(Buffer.concat([word('80180001000012'), word('0100'), Buffer.alloc(16, 7)]));
};

test('a card that counts refused MACs as wrong PINs is found out all the same: each is given back before the next', async () => {
  const dialect = { ...first, pinHash: 'sm3', lcInMac: true, lcEndian: 'little' } as const;
  const { card, transmit } = plug(speaking(dialect), counting);
  const told = await tryOut(transmit);
  expect(told).toMatchObject({ verdict: 'found', dialect, counters: { user: { left: 6, max: 6 } } });
  // One for the key, three for MACs, one for the command that must be refused.
  expect(told.spent).toEqual({ user: 5, admin: 0 });
  expect(card.state).toEqual(speaking(dialect));
});

test('whatever the card, never fewer tries are left than are kept, and a probe that could not end is not begun', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...dialects),
      fc.integer({ min: 1, max: 10 }),
      fc.nat(10),
      fc.constantFrom(PIN, 'Wrong-9999'),
      fc.constantFrom(undefined, counting),
      async (dialect, max, left, pin, odd) => {
        const userTriesLeft = Math.min(max, left);
        let least = userTriesLeft;
        const { card, transmit } = plug(speaking(dialect, { userTriesMax: max, userTriesLeft }), odd);
        const watched: Transmit = async (apdu) => {
          const answer = await transmit(apdu);
          least = Math.min(least, card.state.userTriesLeft);
          return answer;
        };
        const { verdict, spent } = await tryOut(watched, { pin });
        if (userTriesLeft < TRIES_KEPT + 2)
          expect([verdict, least, spent.user]).toEqual(['tries_low', userTriesLeft, 0]);
        else expect(least).toBeGreaterThanOrEqual(TRIES_KEPT);
        expect(card.state.adminTriesLeft).toBe(6);
        expect(card.state.userPin).toBe(PIN);
      },
    ),
    { numRuns: 200 },
  );
});

test('a card that takes a command again under another challenge, or any MAC at all, is never called fit', async () => {
  let last: Buffer | undefined;
  const replaying: Odd = (apdu) => {
    if (!isMac(apdu)) return undefined;
    const isSame = last?.equals(apdu) === true;
    last = Buffer.from(apdu);
    return isSame ? word('9000') : undefined;
  };
  expect((await tryOut(plug(speaking(first), replaying).transmit)).verdict).toBe('unbound');
  const careless: Odd = (apdu) => (isMac(apdu) ? word('9000') : undefined);
  const told = await tryOut(plug(speaking(first), careless).transmit, { admin: adminPin });
  expect([told.verdict, told.dialect]).toEqual(['unbound', undefined]);
});

test('a maker who counts in the second digit is noticed by the counter itself', async () => {
  const high: Odd = (apdu, ask) => {
    const answer = ask(apdu);
    const [, left] = /^63c(.)$/.exec(answer.toString('hex')) ?? [];
    return left === undefined ? answer : word(`6${left}c0`);
  };
  const sm3 = { ...first, pinHash: 'sm3' } as const;
  expect(await tryOut(plug(speaking(sm3), high).transmit)).toMatchObject({ verdict: 'found', isCountedHigh: true });
  expect(await tryOut(plug(speaking(sm3)).transmit)).not.toHaveProperty('isCountedHigh');
});

test('an admin counter that goes down although nobody asked it to ends the probe at once', async () => {
  const wrongCounter: Odd = (apdu, ask) => {
    if (apdu[1] !== 0x18 || apdu[3] !== 1) return undefined;
    ask(word('80500000000008'));
    return ask(Buffer.concat([word('80180000000012'), word('0100'), Buffer.alloc(16, 7)]));
  };
  const { card, transmit } = plug(speaking(first), wrongCounter);
  expect(await tryOut(transmit)).toMatchObject({ verdict: 'other_counter', spent: { user: 0, admin: 1 } });
  expect(card.state.adminTriesLeft).toBe(5);
});

test('a UKey that is pulled, or answers rubbish, ends the probe with what was spent', async () => {
  for (let at = 1; at < 60; at += 1) {
    let count = 0;
    const { card, transmit } = plug(speaking({ ...first, pinHash: 'sm3' }));
    const { candidates } = await observe(transmit, 'JIESUO');
    const pulled: Transmit = async (apdu) => {
      count += 1;
      if (count === at) throw new DriverFault('removed');
      return count > at ? word('6f00') : transmit(apdu);
    };
    const told = await probe(pulled, { application: 'JIESUO', candidates, userPin: Buffer.from(PIN) });
    if (count < at) return expect(told.verdict).toBe('found');
    expect(['fault', 'odd_answer', 'found']).toContain(told.verdict);
    expect(card.state.userTriesLeft).toBeGreaterThanOrEqual(5);
    expect(card.state.userPin).toBe(PIN);
  }
});

test('a card that answers nonsense is nobody’s, is never called fit, and throws nothing of its own', async () => {
  const noise = fc.uint8Array({ minLength: 0, maxLength: 300 }).map((data) => Buffer.concat([data, word('9000')]));
  const answers = fc.array(fc.oneof(noise, fc.constantFrom('9000', '63c5', '6983', '6a80', '6f00').map(word)), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(answers, async (script) => {
      let at = 0;
      const transmit: Transmit = async () => script[at++ % script.length] ?? word('6f00');
      const seen = await observe(transmit);
      expect(JSON.stringify(seen).length).toBeLessThan(100_000);
      const order = {
        application: 'JIESUO',
        candidates: dialects,
        userPin: Buffer.from(PIN),
        adminPin: Buffer.from(adminPin),
      };
      const { verdict } = await probe(transmit, order);
      expect(['found', 'confirmed']).not.toContain(verdict);
    }),
    { numRuns: 300 },
  );
});
