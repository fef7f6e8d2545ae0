import { type CardState, createCard, FIRST_DIALECT, issueCard, issueDemoCa } from '@jiesuo/card';
import { type Dialect, dialects, isSameDialect, type Transmit } from '@jiesuo/ceremony';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DriverFault } from '../driver.ts';
import { TRIES_KEPT } from './gmt0017-counters.ts';
import { observe } from './gmt0017-observe.ts';
import { type Probed, probe } from './gmt0017-probe.ts';

const PIN = 'Cust-1357';
const { state: issued, adminPin } = issueCard({
  ca: issueDemoCa(),
  kind: 'sm2',
  company: '示例科技有限公司',
  uscc: '91110108551385082Q',
  userPin: PIN,
  isDefaultUserPin: false,
});
const speaking = ({ cipher: _, ...dialect }: Dialect, more: Partial<CardState> = {}): CardState => ({
  ...issued,
  dialect,
  ...more,
});
const [first = expect.unreachable()] = dialects;

/** A card as no maker should build it. `odd` sees each command and may answer in the card's place. */
type Odd = (apdu: Buffer, ask: (apdu: Uint8Array) => Buffer) => Buffer | undefined;
function plug(state: CardState, odd: Odd = () => undefined) {
  const card = createCard(state);
  const sent: string[] = [];
  const ask = (apdu: Uint8Array) => Buffer.from(card.apdu(Uint8Array.from(apdu)));
  const transmit: Transmit = async (apdu) => {
    sent.push(Buffer.from(apdu).toString('hex'));
    return odd(Buffer.from(apdu), ask) ?? ask(apdu);
  };
  return { card, sent, transmit };
}

interface Trial {
  readonly pin?: string;
  readonly admin?: string;
  readonly likeliest?: Dialect;
}
async function tryOut(transmit: Transmit, { pin = PIN, admin, likeliest }: Trial = {}): Promise<Probed> {
  const { candidates, application = '' } = await observe(transmit, 'JIESUO');
  return probe(transmit, {
    application,
    candidates,
    userPin: Buffer.from(pin),
    ...(likeliest && { likeliest }),
    ...(admin !== undefined && { adminPin: Buffer.from(admin) }),
  });
}
const ins = (apdu: string) => apdu.slice(2, 4);
const isMac = (apdu: Buffer) => apdu[0] === 0x84;
const word = (hex: string) => Buffer.from(hex, 'hex');

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
