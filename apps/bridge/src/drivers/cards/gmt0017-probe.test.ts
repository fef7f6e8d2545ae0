import { FIRST_DIALECT } from '@jiesuo/card';
import { dialects, isSameDialect } from '@jiesuo/ceremony';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { observe } from './gmt0017-observe.ts';
import { adminPin, first, ins, type Odd, plug, speaking, tryOut, word } from './test-gmt0017.ts';

test.each(dialects)(
  'what %j tells of itself costs nothing, and the true dialect is among what may be',
  async (dialect) => {
    const { card, sent, transmit } = plug(speaking(dialect, { userTriesLeft: 2, adminTriesLeft: 1 }));
    const before = card.state;
    const seen = await observe(transmit, 'JIESUO');
    expect(card.state).toBe(before);
    expect(new Set(sent.map(ins))).toEqual(new Set(['04', '14', '1c', '22', '26', '50']));
    expect(seen).toMatchObject({
      applications: ['JIESUO'],
      application: 'JIESUO',
      hasSm4: true,
      isChallengeFresh: true,
    });
    expect(seen.counters).toEqual({ user: { left: 2, max: 6 }, admin: { left: 1, max: 6 } });
    expect(seen.candidates.some((one) => isSameDialect(one, dialect))).toBe(true);
    expect(seen.candidates).toHaveLength(dialect.headerLength === 7 ? 8 : 4);
  },
);

test('any dialect that the card can speak is found, by any record, and nothing is spent that was not stated', async () => {
  const some = fc.constantFrom(...dialects);
  await fc.assert(
    fc.asyncProperty(
      some,
      fc.option(some, { nil: undefined }),
      fc.integer({ min: 5, max: 10 }),
      fc.boolean(),
      async (dialect, likeliest, max, isConfirmed) => {
        const tries = { userTriesMax: max, userTriesLeft: max, adminTriesMax: max, adminTriesLeft: max };
        const { card, sent, transmit } = plug(speaking(dialect, tries));
        const before = card.state;
        const found = await tryOut(transmit, {
          ...(likeliest && { likeliest }),
          ...(isConfirmed && { admin: adminPin }),
        });
        expect(found.verdict).toBe(isConfirmed ? 'confirmed' : 'found');
        expect(found.dialect).toEqual(dialect);
        const isKeyFirst = dialect.pinHash === (likeliest ?? first).pinHash;
        expect(found.spent).toEqual({ user: isKeyFirst ? 0 : 1, admin: 0 });
        expect(found.counters).toEqual({ user: { left: max, max }, admin: { left: max, max } });
        // Neither PIN, nor anything else that the card keeps.
        expect(card.state).toEqual(before);
        const asAdmin = sent.filter((apdu) => apdu.startsWith('80180000')).length;
        expect(asAdmin).toBe(isConfirmed ? 1 : 0);
      },
    ),
    { numRuns: 200 },
  );
});

test('the record’s own dialect costs no try where it is right', async () => {
  for (const dialect of dialects) {
    const { sent, transmit } = plug(speaking(dialect));
    expect((await tryOut(transmit, { likeliest: dialect })).spent).toEqual({ user: 0, admin: 0 });
    // One that is taken, one that must not be: the same again after a fresh challenge.
    expect(sent.filter((apdu) => ins(apdu) === '16')).toHaveLength(2);
  }
});

test('with a wrong PIN, or a key made another way, one try is spent for each way that is known, and no MAC is sent', async () => {
  for (const dialect of dialects) {
    const { card, sent, transmit } = plug(speaking(dialect));
    const told = await tryOut(transmit, { pin: 'Wrong-9999', admin: adminPin });
    expect(told).toMatchObject({
      verdict: 'pin_wrong',
      spent: { user: 2, admin: 0 },
      detail: 'VerifyPIN 0x63c5, 0x63c4',
    });
    expect(told.dialect).toBeUndefined();
    expect([card.state.userTriesLeft, card.state.adminTriesLeft]).toEqual([4, 6]);
    expect(sent.some((apdu) => apdu.startsWith('84') || apdu.startsWith('80180000'))).toBe(false);
  }
});

test('one admin attempt at most: a wrong admin PIN ends it, and too few tries begin nothing', async () => {
  const { card, transmit } = plug(speaking(first));
  const told = await tryOut(transmit, { admin: 'Not-the-admin-99' });
  expect(told).toMatchObject({ verdict: 'admin_wrong', dialect: first, spent: { user: 0, admin: 1 } });
  expect(card.state.adminTriesLeft).toBe(5);
  const low = plug(speaking(first, { adminTriesLeft: 3 }));
  expect(await tryOut(low.transmit, { admin: adminPin })).toMatchObject({
    verdict: 'admin_tries_low',
    spent: { user: 0, admin: 0 },
  });
  expect(low.sent.some((apdu) => ins(apdu) === '18')).toBe(false);
});

test('what is no card of this family has nothing to probe, and hears nothing but questions', async () => {
  const deaf = plug(speaking(first), () => word('6d00'));
  expect(await observe(deaf.transmit, 'JIESUO')).toMatchObject({ forms: [], candidates: [], applications: [] });
  const other = plug(speaking(first));
  expect(await observe(other.transmit, 'THEIRS')).toMatchObject({
    forms: [],
    candidates: [],
    applications: ['JIESUO'],
  });
  const sole = plug(speaking(first));
  expect(await observe(sole.transmit)).toMatchObject({ application: 'JIESUO' });
  const still = plug(speaking(first), (apdu) => (apdu[1] === 0x50 ? word('11223344556677889000') : undefined));
  expect(await observe(still.transmit)).toMatchObject({ isChallengeFresh: false });
});

test('a card that takes both byte orders on the wire is told apart by its MAC', async () => {
  for (const dialect of dialects.filter(({ headerLength }) => headerLength === 8)) {
    const lax: Odd = (apdu, ask) => {
      const answer = ask(apdu);
      if (apdu.length < 8 || answer.toString('hex') !== '6700') return answer;
      const turned = Buffer.from(apdu);
      turned.subarray(4, 6).swap16();
      turned.subarray(6, 8).swap16();
      return ask(turned);
    };
    const { transmit } = plug(speaking(dialect), lax);
    expect((await observe(transmit, 'JIESUO')).candidates).toHaveLength(8);
    expect((await tryOut(transmit)).dialect).toEqual(dialect);
  }
});

test('the first dialect of the card is the first of the ceremony', () => {
  expect(first).toEqual({ ...FIRST_DIALECT, cipher: 'sm4' });
});
