import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginChain, type Chain } from './chain.ts';
import { type BridgeMessage, failureCodes, type ServerMessage } from './messages.ts';
import { openServer, type ServerEffect, type ServerEvent, type ServerState, serverStep } from './server.ts';

const ceremony = '0195a000-0000-7000-8000-000000000001';
const [serial, fingerprint] = ['JS0000000001', 'ab'.repeat(32)];
const challenges = ['8f1ad3927c04be65', '2b7e151628aed2a6', 'c90fdaa22168c234', '4142434445464748', '0000000000000000'];
const verify = `8018000000001201${'00'.repeat(17)}`;
const unblock = `841a00000000160100${'5c'.repeat(20)}`;
const chain: Chain = beginChain(ceremony, 1, { payload: 'e30', signature: '' });

const tries = fc.constantFrom(null, { left: 0, max: 6 }, { left: 2, max: 6 }, { left: 3, max: 6 }, { left: 6, max: 6 });
const failure = fc.constantFrom(...failureCodes);
/** Right more often than wrong, so that runs get far. */
const mostly = <T>(right: T, wrong: T) => fc.constantFrom(right, right, right, right, wrong);
const placed = { v: fc.constant(1 as const), ceremony: fc.constant(ceremony), leg: mostly(1, 2), seq: mostly(1, 2) };

const bridgeMessages = fc
  .oneof(
    fc.record({ type: fc.constant('ukeys' as const), claims: fc.constant([]) }),
    fc.record({
      type: fc.constant('authorise' as const),
      claimedSerial: mostly(serial, 'OTHER'),
      fingerprint: mostly(fingerprint, 'cd'.repeat(32)),
      appId: fc.constant('0100'),
      challenge: fc.constantFrom(...challenges),
      userTries: tries,
      adminTries: tries,
    }),
    fc.record({
      type: fc.constant('unblock' as const),
      appId: fc.constant('0100'),
      challenge: fc.constantFrom(...challenges),
    }),
    fc.record({ type: fc.constant('unblocked' as const) }),
    fc.record({
      type: fc.constant('changed' as const),
      isResumed: fc.boolean(),
      claimedSerial: mostly(serial, 'OTHER'),
      fingerprint: mostly(fingerprint, 'cd'.repeat(32)),
    }),
    fc.record({
      type: fc.constant('proof' as const),
      algorithm: fc.constant('sm2-sm3' as const),
      signature: fc.constant('AA'),
    }),
    fc.record({ type: fc.constant('failed' as const), failure, userTries: tries, adminTries: tries }),
  )
  .chain((message) =>
    fc
      .record({ ...placed, previous: mostly(chain.transcript, 'ef'.repeat(32)) })
      .map((place) => ({ ...place, ...message }) as BridgeMessage),
  );

/** What somebody outside can make happen; what the machine itself asked for is answered by `run`. */
const serverEvents = fc.oneof(
  { weight: 12, arbitrary: bridgeMessages.map((message) => ({ type: 'message' as const, message })) },
  { weight: 1, arbitrary: fc.constant({ type: 'leg' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'silence' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'verify_made' as const, apdu: verify }) },
  { weight: 1, arbitrary: fc.constant({ type: 'unblock_made' as const, apdu: unblock, temp: 'AA' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'nonce_made' as const, nonce: 'ab'.repeat(32) }) },
);

type Outside = typeof serverEvents extends fc.Arbitrary<infer E> ? E : never;
interface Heard {
  readonly effects: readonly ServerEffect[];
  readonly wasProofGood: boolean;
  readonly before: ServerState;
  readonly after: ServerState;
}

/** Runs the machine as the server does: what one message sets off is carried out before the next one is heard. */
function run(outside: readonly ('sensible' | Outside)[], given: number, proofs: readonly boolean[]): Heard[] {
  let state = openServer({
    order: 'CA20260302ABCDEF',
    serial,
    fingerprint,
    adminTriesMax: 6,
    chain,
    ticketExpiresAt: '2026-03-02T01:10:00.000Z',
  });
  let left = given;
  let proof = 0;
  const heard: Heard[] = [];
  for (const drawn of outside) {
    const event: Outside =
      drawn === 'sensible'
        ? {
            type: 'message',
            message: { ...place, ...(sensible[state.step] ?? { type: 'unblocked' }) } as BridgeMessage,
          }
        : drawn;
    const queue: ServerEvent[] = [
      event.type === 'message'
        ? { ...event, authorisationsLeft: left }
        : event.type === 'leg'
          ? { ...event, chain, ticketExpiresAt: state.ticketExpiresAt }
          : event,
    ];
    const before = state;
    const effects: ServerEffect[] = [];
    let wasProofGood = false;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const step = serverStep(state, next, new Date('2026-03-02T01:00:00Z'));
      if ('refusal' in step) break;
      state = step.state;
      effects.push(...step.effects);
      for (const effect of step.effects) {
        if (effect.type === 'authorise') left--;
        if (effect.type === 'makeVerify') queue.push({ type: 'verify_made', apdu: verify });
        if (effect.type === 'makeUnblock') queue.push({ type: 'unblock_made', apdu: unblock, temp: 'AA' });
        if (effect.type === 'makeNonce') queue.push({ type: 'nonce_made', nonce: 'ab'.repeat(32) });
        if (effect.type === 'checkProof') {
          wasProofGood = proofs[proof++ % proofs.length] ?? false;
          queue.push({ type: 'proof_checked', isGood: wasProofGood });
        }
      }
    }
    heard.push({ effects, wasProofGood, before, after: state });
  }
  return heard;
}
/** What the step waits for: most of a run is sensible, or no run would get past its first step. */
const sensible: Readonly<Partial<Record<ServerState['step'], object>>> = {
  start: {
    type: 'authorise',
    claimedSerial: serial,
    fingerprint,
    appId: '0100',
    challenge: challenges[0],
    userTries: null,
    adminTries: null,
  },
  verified: { type: 'unblock', appId: '0100', challenge: challenges[1] },
  unblocking: { type: 'unblocked' },
  unblocked: { type: 'changed', isResumed: false, claimedSerial: serial, fingerprint },
  proving: { type: 'proof', algorithm: 'sm2-sm3', signature: 'AA' },
};
const place = { v: 1, ceremony, leg: 1, seq: 1, previous: chain.transcript };
const runs = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 3, arbitrary: fc.constant('sensible' as const) }, { weight: 2, arbitrary: serverEvents }),
      {
        maxLength: 30,
        size: 'max',
      },
    ),
    fc.integer({ min: 0, max: 4 }),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
  )
  .map(([outside, given, proofs]) => ({ given, heard: run(outside, given, proofs) }));
const sends = (effects: readonly ServerEffect[], type: ServerMessage['type']) =>
  effects.findIndex((effect) => effect.type === 'send' && effect.message.type === type);
const many = { numRuns: 2_000 };

test('an answer to a challenge of the admin never leaves without its authorisation before it, in the same step', () => {
  fc.assert(
    fc.property(runs, ({ heard }) => {
      for (const { effects, before } of heard) {
        const answered = effects.findIndex((effect) => effect.type === 'makeVerify');
        const authorised = effects.findIndex((effect) => effect.type === 'authorise');
        expect(authorised < answered || answered < 0).toBe(true);
        if (sends(effects, 'verify') >= 0) expect(authorised).toBeGreaterThanOrEqual(0);
        if (effects.some((effect) => effect.type === 'makeUnblock')) expect(before.step).toBe('verified');
      }
    }),
    many,
  );
});

test('no more is authorised than was given, and no challenge is answered twice', () => {
  fc.assert(
    fc.property(runs, ({ given, heard }) => {
      const all = heard.flatMap(({ effects }) => effects);
      expect(all.filter((effect) => effect.type === 'authorise').length).toBeLessThanOrEqual(given);
      const answered = all.flatMap((effect) =>
        effect.type === 'makeVerify' || effect.type === 'makeUnblock' ? [effect.challenge] : [],
      );
      expect(new Set(answered).size).toBe(answered.length);
      expect(answered.filter((challenge) => challenges.indexOf(challenge) > 2)).toEqual([]);
    }),
    many,
  );
});

test('completed comes only after a good proof, and nothing comes after it', () => {
  let completed = 0;
  fc.assert(
    fc.property(runs, ({ heard }) => {
      for (const { effects, wasProofGood, before, after } of heard) {
        if (effects.some((effect) => effect.type === 'complete')) expect(wasProofGood).toBe(true);
        if (after.status === 'completed' && before.status !== 'completed') {
          completed++;
          expect(wasProofGood).toBe(true);
          expect(before.isUnblockSent).toBe(true);
        }
        if (before.status === 'completed') expect([effects, after]).toEqual([[], before]);
      }
    }),
    many,
  );
  // A property over runs that never get so far would hold for nothing.
  expect(completed).toBeGreaterThan(50);
});

test('every message that is heard gets exactly one answer', () => {
  fc.assert(
    fc.property(runs, ({ heard }) => {
      for (const { effects, before, after } of heard) {
        const answers = effects.filter((effect) => effect.type === 'send').length;
        expect(answers).toBeLessThanOrEqual(1);
        if (answers === 0) expect(effects).toEqual([]);
        expect(before.isUnblockSent && !after.isUnblockSent).toBe(false);
      }
    }),
    many,
  );
});
