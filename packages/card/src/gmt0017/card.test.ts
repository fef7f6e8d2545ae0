import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCard } from '../card.ts';
import { pinKey } from './pin-block.ts';
import type { CardState } from './state.ts';
import {
  ADMIN_INFO,
  ADMIN_PIN,
  bareState,
  CLEAR,
  GEN_RANDOM,
  hex,
  hostOf,
  OPEN_APP,
  openCard,
  USER_INFO,
  USER_PIN,
  VECTOR_CHALLENGE,
} from './test-host.ts';

const TEMP = 'Tmp-7Q2x9Zk4';

test('the published vectors are accepted byte for byte', () => {
  expect(hex(pinKey(ADMIN_PIN))).toBe('84ab594bdd807c4ad5f28a275520c049');
  const { send } = openCard(bareState, { random: () => VECTOR_CHALLENGE });
  const run = (command: string) => {
    expect(send(GEN_RANDOM)).toBe('0123456789abcdef9000');
    return send(command);
  };
  expect(run('8018000000001201004602D50640D710FCACD82E6B173D3204')).toBe('9000');
  expect(run('841A00000000160100BF48284537378574574015C0549AA7FA0ADEC67D')).toBe('9000');
  expect(run('8018000100001201004B359F513C4EA44D2303C6E8D7BA3523')).toBe('9000');
  expect(run('8416000100001601008301A98B0627361FB552627D27CE84975DC4A310')).toBe('9000');
});

test('our own commands are the published vectors', () => {
  const { verifyWith, macCommand } = openCard();
  const is = (command: string, vector: string) => expect(command.toUpperCase()).toBe(vector);
  is(verifyWith(0, ADMIN_PIN, VECTOR_CHALLENGE), '8018000000001201004602D50640D710FCACD82E6B173D3204');
  is(verifyWith(1, TEMP, VECTOR_CHALLENGE), '8018000100001201004B359F513C4EA44D2303C6E8D7BA3523');
  const unblock = macCommand(0x1a, 0, ADMIN_PIN, TEMP, VECTOR_CHALLENGE);
  is(unblock, '841A00000000160100BF48284537378574574015C0549AA7FA0ADEC67D');
  const change = macCommand(0x16, 1, TEMP, 'MyNewPin#88', VECTOR_CHALLENGE);
  is(change, '8416000100001601008301A98B0627361FB552627D27CE84975DC4A310');
});

test('six wrong PINs lock the card and the admin unblocks it to a PIN that is then changed', () => {
  const { card, send, verify, unblock, change } = openCard();
  const answers = Array.from({ length: 6 }, () => verify(1, 'wrong-pin'));
  expect(answers).toEqual(['63c5', '63c4', '63c3', '63c2', '63c1', '63c0']);
  expect(send(USER_INFO)).toBe('0600019000');
  expect(verify(1, USER_PIN)).toBe('6983');
  expect(verify(0, ADMIN_PIN)).toBe('9000');
  expect(unblock(ADMIN_PIN, TEMP)).toBe('9000');
  expect(send(USER_INFO)).toBe('0606009000');
  expect(send(CLEAR)).toBe('9000');
  expect(verify(1, TEMP)).toBe('9000');
  expect(change(1, TEMP, 'MyNewPin#88')).toBe('9000');
  expect(verify(1, 'MyNewPin#88')).toBe('9000');
  expect(card.state).toMatchObject({ userPin: 'MyNewPin#88', userTriesLeft: 6, adminTriesLeft: 6 });
});

test('a locked PIN is not compared', () => {
  const saved: CardState[] = [];
  const locked = { ...bareState, userTriesLeft: 0 };
  const { card, verify } = openCard(locked, { save: (state) => saved.push(state) });
  expect(verify(1, USER_PIN)).toBe('6983');
  expect(verify(1, 'wrong-pin')).toBe('6983');
  expect(saved).toEqual([]);
  expect(card.state.userTriesLeft).toBe(0);
});

test('a locked admin PIN stays locked and never unblocks', () => {
  const { verify, unblock } = openCard({ ...bareState, adminTriesLeft: 0, userTriesLeft: 0 });
  expect(verify(0, ADMIN_PIN)).toBe('6983');
  expect(unblock(ADMIN_PIN, TEMP)).toBe('6982');
});

test('the admin counter counts down alone and a right admin PIN refills it', () => {
  const { send, verify } = openCard();
  expect(verify(0, 'wrong-pin')).toBe('63c5');
  expect(send(ADMIN_INFO)).toBe('0605009000');
  expect(send(USER_INFO)).toBe('0606019000');
  expect(verify(0, ADMIN_PIN)).toBe('9000');
  expect(send(ADMIN_INFO)).toBe('0606009000');
});

test('a wrong MAC is refused before any counter is touched', () => {
  const { card, send, challenge, macCommand, verify } = openCard();
  verify(0, ADMIN_PIN);
  const command = macCommand(0x1a, 0, ADMIN_PIN, TEMP, challenge());
  const lastDigit = command.at(-1) === '0' ? '1' : '0';
  expect(send(command.slice(0, -1) + lastDigit)).toBe('6a80');
  expect(card.state).toEqual(bareState);
  expect(send(macCommand(0x1a, 0, 'other-admin-pin1', TEMP, challenge()))).toBe('6a80');
  expect(card.state).toEqual(bareState);
});

test('a MAC for one command is wrong for another', () => {
  const { challenge, macCommand, send, verify } = openCard();
  verify(0, ADMIN_PIN);
  const unblock = macCommand(0x1a, 0, ADMIN_PIN, TEMP, challenge());
  expect(send(unblock.replace(/^841a/, '8416'))).toBe('6a80');
});

test('a new PIN under 6 characters or with a NUL inside is refused', () => {
  const { card, unblock, verify } = openCard();
  verify(0, ADMIN_PIN);
  expect(unblock(ADMIN_PIN, 'short')).toBe('6a80');
  expect(unblock(ADMIN_PIN, 'nul\0inside')).toBe('6a80');
  expect(card.state).toEqual(bareState);
});

test('a challenge is used once: VERIFY cannot be replayed', () => {
  const { send, challenge, verifyWith } = openCard();
  const command = verifyWith(1, USER_PIN, challenge());
  expect(send(command)).toBe('9000');
  expect(send(command)).toBe('6985');
});

test('a challenge is used up even by a refused command', () => {
  const { send, challenge, verifyWith } = openCard();
  const r = challenge();
  expect(send(verifyWith(1, 'wrong-pin', r))).toBe('63c5');
  expect(send(verifyWith(1, USER_PIN, r))).toBe('6985');
});

test('UNBLOCK cannot be replayed, neither at once nor under a later challenge', () => {
  const { card, send, challenge, macCommand, verify } = openCard();
  verify(0, ADMIN_PIN);
  const command = macCommand(0x1a, 0, ADMIN_PIN, TEMP, challenge());
  expect(send(command)).toBe('9000');
  expect(send(command)).toBe('6985');
  challenge();
  expect(send(command)).toBe('6a80');
  expect(card.state.userPin).toBe(TEMP);
});

test('PIN changes need the log-in of their own type', () => {
  const { unblock, change, verify } = openCard();
  expect(unblock(ADMIN_PIN, TEMP)).toBe('6982');
  verify(1, USER_PIN);
  expect(unblock(ADMIN_PIN, TEMP)).toBe('6982');
  expect(change(0, ADMIN_PIN, 'New-Admin-Pin-16')).toBe('6982');
  verify(0, ADMIN_PIN);
  expect(change(1, USER_PIN, TEMP)).toBe('6982');
  expect(change(0, ADMIN_PIN, 'New-Admin-Pin-16')).toBe('9000');
  expect(verify(0, 'New-Admin-Pin-16')).toBe('9000');
});

test('a wrong PIN ends the log-in that stood before it', () => {
  const { unblock, verify } = openCard();
  verify(0, ADMIN_PIN);
  verify(1, 'wrong-pin');
  expect(unblock(ADMIN_PIN, TEMP)).toBe('6982');
});

test.each([0, 1, 2] as const)('control %i takes log-in, challenge and open application away', (control) => {
  const { card, send, challenge, verify, verifyWith, unblock } = openCard();
  verify(0, ADMIN_PIN);
  const old = challenge();
  card.control(control);
  expect(send(USER_INFO)).toBe('698a');
  send(OPEN_APP);
  expect(send(verifyWith(0, ADMIN_PIN, old))).toBe('6985');
  expect(unblock(ADMIN_PIN, TEMP)).toBe('6982');
});

test('CLEAR drops the log-in', () => {
  const { send, unblock, verify } = openCard();
  verify(0, ADMIN_PIN);
  expect(send(CLEAR)).toBe('9000');
  expect(unblock(ADMIN_PIN, TEMP)).toBe('6982');
});

test('a try is saved before its result is told, and a kill in between never gives it back', () => {
  const disk: CardState[] = [bareState];
  const save = (state: CardState) => {
    disk.push(structuredClone(state));
    if (state.userTriesLeft < 6) throw new Error('killed here');
  };
  expect(openCard(bareState, { save }).verify(1, USER_PIN)).toBe('6581');
  expect(disk.at(-1)?.userTriesLeft).toBe(5);
});

test('tries and PINs survive a new card made of what was saved', () => {
  let disk = JSON.stringify(bareState);
  const save = (state: CardState) => {
    disk = JSON.stringify(state);
  };
  const first = openCard(bareState, { save });
  first.verify(1, 'wrong-pin');
  first.verify(0, 'wrong-pin');
  const second = openCard(JSON.parse(disk) as CardState, { save });
  expect(second.send(USER_INFO)).toBe('0605019000');
  expect(second.send(ADMIN_INFO)).toBe('0605009000');
  second.verify(0, ADMIN_PIN);
  second.unblock(ADMIN_PIN, TEMP);
  expect(openCard(JSON.parse(disk) as CardState).verify(1, TEMP)).toBe('9000');
});

test('a change that could not be kept has not happened', () => {
  let isDiskFull = false;
  const save = () => {
    if (isDiskFull) throw new Error('no space');
  };
  const { card, verify, unblock } = openCard(bareState, { save });
  verify(0, ADMIN_PIN);
  isDiskFull = true;
  expect(unblock(ADMIN_PIN, TEMP)).toBe('6581');
  expect(card.state).toEqual(bareState);
});

test('the device tells its label and serial number at the places of GM/T 0016', () => {
  const answer = Buffer.from(hostOf(createCard(bareState)).send('80040000000000'), 'hex');
  expect(answer.length).toBe(296);
  const name = (offset: number) => answer.subarray(offset, answer.indexOf(0, offset)).toString();
  expect([name(2), name(130), name(162)]).toEqual(['Jiesuo Virtual', '演示KEY', 'JS0001']);
});

test('a label that does not fit is cut between characters', () => {
  const long = { ...bareState, label: '演示密钥演示密钥演示密钥' };
  const answer = Buffer.from(hostOf(createCard(long)).send('80040000000000'), 'hex');
  expect(answer.subarray(130, 162).toString()).toBe(`演示密钥演示密钥演示\0\0`);
});

test('applications are listed and opened by name', () => {
  const { send } = hostOf(createCard(bareState));
  expect(send('80220000000000')).toBe(`${Buffer.from('JIESUO\0\0').toString('hex')}9000`);
  expect(send(`80260000000005${Buffer.from('OTHER').toString('hex')}`)).toBe('6a88');
  expect(send(USER_INFO)).toBe('698a');
  expect(send(OPEN_APP)).toMatch(/^[0-9a-f]{16}01009000$/);
  expect(send(USER_INFO)).toBe('0606019000');
});

test.each([
  ['a short-form length', '8014000102010003', '6700'],
  ['a short-form Le', '8050000008', '6700'],
  ['no length at all', '801c0000', '6700'],
  ['a command cut off', '801400010000020100', '6700'],
  ['a byte too many', `${USER_INFO}00`, '6700'],
  ['Lc of 0 with data behind it', '8014000100000001000003', '6700'],
  ['an answer longer than Le', '801400010000020100' + '0002', '6700'],
  ['a challenge of another length', '80500000000004', '6700'],
  ['another P1', '80140100000002' + '01000003', '6a86'],
  ['a third PIN type', '80140002000002' + '01000003', '6a86'],
  ['an unknown INS', '80fe000000' + '0000', '6d00'],
  ['another CLA', '00140001000002' + '01000003', '6e00'],
  ['UNBLOCK without MAC class', `801a0000000016${'00'.repeat(22)}`, '6e00'],
  ['another application id', '80140001000002' + '02000003', '698a'],
])('%s is refused', (_what, command, word) => {
  expect(openCard().send(command)).toBe(word);
});

test('no bytes make the card throw, and each gets a status word', () => {
  const ins = fc.constantFrom(4, 0x14, 0x16, 0x18, 0x1a, 0x1c, 0x22, 0x26, 0x42, 0x46, 0x4a, 0x4e, 0x50, 0x58, 0x74);
  const likely = fc
    .tuple(fc.constantFrom(0x80, 0x84), ins, fc.nat(2), fc.nat(2), fc.uint8Array({ maxLength: 60 }), fc.boolean())
    .map(([cla, code, p1, p2, data, hasLe]) =>
      Uint8Array.of(cla, code, p1, p2, 0, data.length >> 8, data.length, ...data, ...(hasLe ? [0, 0] : [])),
    );
  const { card, send } = openCard();
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), likely), (bytes) => {
      send(OPEN_APP);
      send(GEN_RANDOM);
      const answer = card.apdu(bytes);
      expect(answer.length).toBeGreaterThanOrEqual(2);
      expect(hex(answer.slice(-2))).toMatch(/^(9000|63c\d|6581|67|69|6a|6d|6e)/);
    }),
    { numRuns: 3000 },
  );
});
