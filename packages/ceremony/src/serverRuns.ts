/** For tests only: random conversations with the server's machine, of all three methods. */
import * as fc from 'fast-check';
import { beginChain, type Chain } from './chain.ts';
import { type BridgeMessage, failureCodes, type ServerMessage } from './messages.ts';
import { type ChallengeProfile, type Method, methods } from './profile.ts';
import { serverStep } from './server.ts';
import { openServer, type ServerEffect, type ServerEvent, type ServerState } from './serverState.ts';

const ceremony = '0195a000-0000-7000-8000-000000000001';
const [serial, fingerprint] = ['JS0000000001', 'ab'.repeat(32)];
const eight = ['8f1ad3927c04be65', '2b7e151628aed2a6', 'c90fdaa22168c234', '4142434445464748', '0000000000000000'];
const sixteen = eight.map((half, n) => half + (eight[(n + 1) % 3] ?? ''));
export const weak = [eight[3], eight[4], sixteen[3], sixteen[4]];
const apdus = { verify: `8018000000001201${'00'.repeat(17)}`, unblock: `841a00000000160100${'5c'.repeat(20)}` };
const respond = `008700002c7c2a8228${'5c'.repeat(40)}00`;
const gids: ChallengeProfile = {
  id: 'gids',
  scheme: 'gids',
  cipher: '3des-cbc',
  keyRef: '80',
  pinRef: '80',
  pinPadding: 'none',
};
const hostChallenge = 'c4'.repeat(16);
const chain: Chain = beginChain(ceremony, 1, { payload: 'e30', signature: '' });

const tries = fc.constantFrom(null, { left: 0, max: 6 }, { left: 2, max: 6 }, { left: 3, max: 6 }, { left: 6, max: 6 });
const failure = fc.constantFrom(...failureCodes);
/** Right more often than wrong, so that runs get far. */
const mostly = <T>(right: T, wrong: T) => fc.constantFrom(right, right, right, right, wrong);
const placed = { v: fc.constant(1 as const), ceremony: fc.constant(ceremony), leg: mostly(1, 2), seq: mostly(1, 2) };
/** What each method's `authorise` brings. */
const asks = {
  gmt0017: (n: number) => ({ appId: '0100', challenge: eight[n % 5] }),
  challenge_response: (n: number) => ({ challenge: sixteen[n % 5] }),
  trusted_bridge: () => ({}),
} satisfies Record<Method, (n: number) => object>;
const tells = {
  gmt0017: {},
  challenge_response: { answer: 'ab'.repeat(40) },
  trusted_bridge: { rotation: 'rotated' },
} satisfies Record<Method, object>;

const bridgeMessages = fc
  .oneof(
    fc.record({ type: fc.constant('ukeys' as const), claims: fc.constant([]) }),
    fc
      .record({
        type: fc.constant('authorise' as const),
        claimedSerial: mostly(serial, 'OTHER'),
        fingerprint: mostly(fingerprint, 'cd'.repeat(32)),
        userTries: tries,
        adminTries: tries,
      })
      .chain((message) =>
        fc.tuple(fc.constantFrom(...methods), fc.nat(4)).map(([method, n]) => ({ ...message, ...asks[method](n) })),
      ),
    fc.record({
      type: fc.constant('unblock' as const),
      appId: fc.constant('0100'),
      challenge: fc.constantFrom(...eight),
    }),
    fc.record({ type: fc.constant('unblocked' as const) }),
    fc
      .record({
        type: fc.constant('changed' as const),
        isResumed: fc.boolean(),
        claimedSerial: mostly(serial, 'OTHER'),
        fingerprint: mostly(fingerprint, 'cd'.repeat(32)),
      })
      .chain((message) => fc.constantFrom(...methods).map((method) => ({ ...message, ...tells[method] }))),
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
  { weight: 1, arbitrary: fc.constant({ type: 'verify_made' as const, apdu: apdus.verify }) },
  { weight: 1, arbitrary: fc.constant({ type: 'unblock_made' as const, apdu: apdus.unblock, temp: 'AA' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'response_made' as const, apdu: respond }) },
  { weight: 1, arbitrary: fc.constant({ type: 'release_made' as const, secret: 'AA' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'answer_checked' as const, isGood: true }) },
  { weight: 1, arbitrary: fc.constant({ type: 'nonce_made' as const, nonce: 'ab'.repeat(32) }) },
);

type Outside = typeof serverEvents extends fc.Arbitrary<infer E> ? E : never;
interface Heard {
  readonly effects: readonly ServerEffect[];
  readonly wasProofGood: boolean;
  readonly wasAnswerGood: boolean;
  readonly before: ServerState;
  readonly after: ServerState;
}

/** Runs the machine as the server does: what one message sets off is carried out before the next one is heard. */
function run(
  method: Method,
  outside: readonly ('sensible' | Outside)[],
  given: number,
  judged: readonly boolean[],
): Heard[] {
  const heard: Heard[] = [];
  let state = openServer({
    method,
    challengeProfile: method === 'challenge_response' ? gids : null,
    hostChallenge: method === 'challenge_response' ? hostChallenge : null,
    order: 'CA20260302ABCDEF',
    serial,
    fingerprint,
    adminTriesMax: 6,
    adminTriesNeeded: 4,
    chain,
    ticketExpiresAt: '2026-03-02T01:10:00.000Z',
  });
  let left = given;
  let turn = 0;
  const judge = () => judged[turn++ % judged.length] ?? false;
  for (const drawn of outside) {
    const event: Outside =
      drawn === 'sensible' ? { type: 'message', message: { ...place, ...sensible(state) } as BridgeMessage } : drawn;
    const queue: ServerEvent[] = [
      event.type === 'message'
        ? { ...event, authorisationsLeft: left }
        : event.type === 'leg'
          ? { ...event, chain, ticketExpiresAt: state.ticketExpiresAt, hostChallenge: state.hostChallenge }
          : event,
    ];
    const before = state;
    const effects: ServerEffect[] = [];
    let [wasProofGood, wasAnswerGood] = [false, false];
    for (let next = queue.shift(); next; next = queue.shift()) {
      const step = serverStep(state, next, new Date('2026-03-02T01:00:00Z'));
      if ('refusal' in step) break;
      state = step.state;
      effects.push(...step.effects);
      for (const effect of step.effects) {
        if (effect.type === 'authorise') left--;
        if (effect.type === 'makeVerify') queue.push({ type: 'verify_made', apdu: apdus.verify });
        if (effect.type === 'makeUnblock') queue.push({ type: 'unblock_made', apdu: apdus.unblock, temp: 'AA' });
        if (effect.type === 'makeResponse') queue.push({ type: 'response_made', apdu: respond });
        if (effect.type === 'makeRelease') queue.push({ type: 'release_made', secret: 'AA' });
        if (effect.type === 'makeNonce') queue.push({ type: 'nonce_made', nonce: 'ab'.repeat(32) });
        if (effect.type === 'checkAnswer') {
          wasAnswerGood = judge();
          queue.push({ type: 'answer_checked', isGood: wasAnswerGood });
        }
        if (effect.type === 'checkProof') {
          wasProofGood = judge();
          queue.push({ type: 'proof_checked', isGood: wasProofGood });
        }
      }
    }
    heard.push({ effects, wasProofGood, wasAnswerGood, before, after: state });
  }
  return heard;
}
/** What the step waits for: most of a run is sensible, or no run would get past its first step. */
function sensible({ step, method, challenges }: ServerState): object {
  const claim = { claimedSerial: serial, fingerprint };
  const changed = { type: 'changed', isResumed: false, ...claim, ...tells[method] };
  switch (step) {
    case 'start':
      return { type: 'authorise', ...claim, ...asks[method](challenges.length), userTries: null, adminTries: null };
    case 'verified':
      return { type: 'unblock', appId: '0100', challenge: eight[challenges.length % 5] };
    case 'unblocked':
    case 'answered':
      return changed;
    case 'proving':
      return { type: 'proof', algorithm: 'sm2-sm3', signature: 'AA' };
    default:
      return { type: 'unblocked' };
  }
}
const place = { v: 1, ceremony, leg: 1, seq: 1, previous: chain.transcript };
export const runs = fc
  .tuple(
    fc.constantFrom(...methods),
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
  .map(([method, outside, given, judged]) => ({ method, given, heard: run(method, outside, given, judged) }));
export const sends = (effects: readonly ServerEffect[], type: ServerMessage['type']) =>
  effects.findIndex((effect) => effect.type === 'send' && effect.message.type === type);
export const many = { numRuns: 3_000 };
/** What each method makes of an authorisation, and the message that carries it. */
export const made = {
  gmt0017: 'makeVerify',
  challenge_response: 'makeResponse',
  trusted_bridge: 'makeRelease',
} as const;
export const carried = { gmt0017: 'verify', challenge_response: 'respond', trusted_bridge: 'release' } as const;
