import { expect, test } from 'vitest';
import { type Dialect, FIRST_DIALECT } from './dialect.ts';
import { parseCardState } from './state.ts';
import { bareState, GEN_RANDOM, openCard, VECTOR_CHALLENGE } from './test-host.ts';

const speaking = (dialect: Partial<Dialect>) => ({ ...bareState, dialect: { ...FIRST_DIALECT, ...dialect } });

/** Computed elsewhere: packages/ceremony/vectors/valid/pin.json. */
test.each([
  [{}, '004602d50640d710fcacd82e6b173d3204', '00bf48284537378574574015c0549aa7fa0adec67d'],
  [{ lcInMac: true }, '004602d50640d710fcacd82e6b173d3204', '00bf48284537378574574015c0549aa7fa23b3dbc8'],
  [{ lcEndian: 'little' }, '004602d50640d710fcacd82e6b173d3204', '00bf48284537378574574015c0549aa7fa184ac95d'],
  [
    { lcInMac: true, lcEndian: 'little' },
    '004602d50640d710fcacd82e6b173d3204',
    '00bf48284537378574574015c0549aa7fad525bba9',
  ],
  [{ pinHash: 'sm3' }, '0021f3064920b6f1bb7760cb95e149225a', '009ce41b8840b5b328557bfb14baefdb6c5dc17a58'],
] as const)(
  'a card of the dialect %j takes the published VERIFY and UNBLOCK, byte for byte',
  (dialect, verify, unblock) => {
    const { send } = openCard(speaking(dialect), { random: () => VECTOR_CHALLENGE });
    send(GEN_RANDOM);
    expect(send(`8018000000001201${verify}`)).toBe('9000');
    send(GEN_RANDOM);
    expect(send(`841a000000001601${unblock}`)).toBe('9000');
  },
);

test('a MAC of another dialect is refused and costs no try', () => {
  const { card, send } = openCard(speaking({ lcInMac: true }), { random: () => VECTOR_CHALLENGE });
  send(GEN_RANDOM);
  send('8018000000001201004602d50640d710fcacd82e6b173d3204');
  send(GEN_RANDOM);
  expect(send('841a00000000160100bf48284537378574574015c0549aa7fa0adec67d')).toBe('6a80');
  expect([card.state.adminTriesLeft, card.state.userPin]).toEqual([6, bareState.userPin]);
});

test.each([
  ['big', '0006', '0002', '0003', '0008'],
  ['little', '0600', '0200', '0300', '0800'],
] as const)(
  'a header of eight bytes has its lengths in the order %s, and in no other',
  (lcEndian, six, two, three, eight) => {
    const { send } = openCard(speaking({ headerLength: 8, lcEndian }));
    const name = Buffer.from('JIESUO').toString('hex');
    expect(send(`80260000${six}0000${name}`)).toMatch(/0100.*9000$/);
    expect(send(`80140001${two}${three}0100`)).toBe('0606019000');
    expect(send(`80500000${'0000'}${eight}`)).toMatch(/^.{16}9000$/);
    const turned = (hex: string) => `${hex.slice(2)}${hex.slice(0, 2)}`;
    expect(send(`80260000${turned(six)}0000${name}`)).toBe('6700');
    expect(send(`80140001${turned(two)}${three}0100`)).toBe('6700');
    // Le is all that is wrong here: a challenge has eight bytes.
    expect(send(`80500000${'0000'}${turned(eight)}`)).toBe('6700');
    expect([send(`8026000000${six}${name}`), send('80500000000008'), send('80500000')]).toEqual([
      '6700',
      '6700',
      '6700',
    ]);
  },
);

test('a card file with a dialect that no card speaks is no card', () => {
  expect(parseCardState(speaking({ pinHash: 'sm3' }))).toMatchObject({ dialect: { pinHash: 'sm3', headerLength: 7 } });
  expect(parseCardState(bareState)).not.toHaveProperty('dialect');
  for (const dialect of [{}, 'sm3', { ...FIRST_DIALECT, headerLength: 9 }, { ...FIRST_DIALECT, cipher: 'sm1' }])
    expect(() => parseCardState({ ...bareState, dialect })).toThrow();
});
