import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BridgeEffect, type BridgeEvent, bridgeStep, openBridge } from './bridge.ts';
import { failureCodes, type ServerMessage } from './messages.ts';
import { isAdminVerify, isUnblock } from './pin.ts';

const [serial, fingerprint] = ['JS0000000001', 'ab'.repeat(32)];
const challenges = ['8f1ad3927c04be65', '2b7e151628aed2a6', 'c90fdaa22168c234', '4142434445464748'];
const verify = `8018000000001201${'00'.repeat(17)}`;
const unblock = `841a00000000160100${'5c'.repeat(20)}`;
const place = { v: 1, ceremony: '0195a000-0000-7000-8000-000000000001', leg: 1, seq: 1, previous: 'ef'.repeat(32) };

const tries = fc.constantFrom(null, { left: 0, max: 6 }, { left: 2, max: 6 }, { left: 3, max: 6 }, { left: 6, max: 6 });
const failure = fc.constantFrom(...failureCodes);
const mostly = <T>(right: T, wrong: T) => fc.constantFrom(right, right, right, right, wrong);
const many = { numRuns: 2_000 };

const serverMessages = fc
  .oneof(
    fc.constantFrom({ type: 'noted' as const }, { type: 'again' as const }),
    fc.record({
      type: fc.constant('verify' as const),
      apdu: fc.oneof(fc.constant(verify), fc.uint8Array({ minLength: 25, maxLength: 25 }).map(hexOf)),
    }),
    fc.record({
      type: fc.constant('unblock' as const),
      apdu: fc.oneof(fc.constant(unblock), fc.uint8Array({ minLength: 29, maxLength: 29 }).map(hexOf)),
      temp: fc.constant('AA'),
    }),
    fc.constant({ type: 'nonce' as const, nonce: 'ab'.repeat(32) }),
    fc.constant({ type: 'receipt' as const, order: 'CA20260302ABCDEF', completedAt: '2026-03-02T01:02:03.000Z' }),
    fc.record({ type: fc.constant('stop' as const), failure }),
  )
  .map((message) => ({ ...place, ...message }) as ServerMessage);
function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const bridgeEvents: fc.Arbitrary<BridgeEvent> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ type: 'pin_typed' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('found' as const),
      claimedSerial: mostly(serial, 'OTHER'),
      fingerprint: mostly(fingerprint, 'cd'.repeat(32)),
      appId: fc.constant('0100'),
      userTries: tries,
      adminTries: tries,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('challenge' as const), challenge: fc.constantFrom(...challenges) }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('status' as const), sw: mostly('9000', '63c5') }) },
  { weight: 1, arbitrary: fc.constant({ type: 'pin_changed' as const }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('pin_tried' as const), isRight: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.constant({ type: 'signed' as const, algorithm: 'sm2-sm3' as const, signature: 'AA' }),
  },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('answer' as const), message: serverMessages }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('fault' as const), failure }) },
  { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const }) },
);
const answer = (message: object): BridgeEvent => ({
  type: 'answer',
  message: { ...place, ...message } as ServerMessage,
});
const found = { type: 'found', claimedSerial: serial, fingerprint, appId: '0100', adminTries: null } as const;
/** What the step waits for. */
const fitting: Readonly<Record<string, BridgeEvent>> = {
  pin: { type: 'pin_typed' },
  retyping: { type: 'pin_tried', isRight: false },
  challenge_admin: { type: 'challenge', challenge: '8f1ad3927c04be65' },
  authorise: answer({ type: 'verify', apdu: verify }),
  verify: { type: 'status', sw: '9000' },
  challenge_unblock: { type: 'challenge', challenge: '2b7e151628aed2a6' },
  ask_unblock: answer({ type: 'unblock', apdu: unblock, temp: 'AA' }),
  unblock: { type: 'status', sw: '9000' },
  report_unblocked: answer({ type: 'noted' }),
  changing: { type: 'pin_changed' },
  report_changed: answer({ type: 'nonce', nonce: 'ab'.repeat(32) }),
  signing: { type: 'signed', algorithm: 'sm2-sm3', signature: 'AA' },
};
const remembered = fc.constantFrom('nothing', 'unblock_sent', 'change_sent', 'retype_tried', 'changed' as const);
const drawn = fc.record({
  event: fc.oneof({ weight: 6, arbitrary: fc.constant('fitting' as const) }, { weight: 1, arbitrary: bridgeEvents }),
  laterMs: fc.oneof(
    { weight: 8, arbitrary: fc.constant(20) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 6000 }) },
  ),
  userTries: tries,
});
const bridgeRuns = fc.tuple(remembered, fc.array(drawn, { maxLength: 30, size: 'max' })).map(([from, draws]) => {
  let state = openBridge({ serial, fingerprint }, from as Parameters<typeof openBridge>[1]);
  let now = 0;
  const told: {
    event: BridgeEvent;
    effects: readonly BridgeEffect[];
    step: string;
    now: number;
    failure: string | null;
  }[] = [];
  for (const { event: drew, laterMs, userTries } of draws) {
    const event = drew === 'fitting' ? (fitting[state.step] ?? { ...found, userTries }) : drew;
    now += laterMs;
    const result = bridgeStep(state, event, now);
    ({ state } = result);
    told.push({ event, effects: result.effects, step: state.step, now, failure: state.failure });
  }
  return { from, told };
});

test('no bytes reach K but VERIFY of the admin and UNBLOCK, of this application, as the server sent them, in time', () => {
  let exchanged = 0;
  fc.assert(
    fc.property(bridgeRuns, ({ told }) => {
      let challengedAt = 0;
      for (const { event, effects, now } of told) {
        if (event.type === 'challenge') challengedAt = now;
        for (const effect of effects) {
          if (effect.type !== 'exchangeApdu') continue;
          exchanged++;
          const apdu = Buffer.from(effect.apdu, 'hex');
          const appId = Buffer.from('0100', 'hex');
          expect(isAdminVerify(apdu, appId) || isUnblock(apdu, appId)).toBe(true);
          expect(event.type === 'answer' && 'apdu' in event.message && event.message.apdu).toBe(effect.apdu);
          expect(now - challengedAt).toBeLessThanOrEqual(3000);
        }
      }
    }),
    many,
  );
  expect(exchanged).toBeGreaterThan(50);
});

test('whoever ends gives K back, and after that asks nothing of it', () => {
  fc.assert(
    fc.property(bridgeRuns, ({ told }) => {
      let isReleased = false;
      for (const { effects, step } of told) {
        if (isReleased) expect(effects.filter((effect) => effect.type !== 'release')).toEqual([]);
        if (effects.some((effect) => effect.type === 'release')) isReleased = true;
        if (step === 'ended' || step === 'giving_up') expect(isReleased).toBe(true);
      }
    }),
    many,
  );
});

test('a retyped PIN is tried at most once, only with three tries left and only where CHANGE may have been sent', () => {
  let all = 0;
  fc.assert(
    fc.property(bridgeRuns, ({ from, told }) => {
      const tried = told.filter(({ effects }) => effects.some((effect) => effect.type === 'tryPin'));
      all += tried.length;
      expect(tried.length).toBeLessThanOrEqual(1);
      for (const { event } of tried) {
        expect(['change_sent', 'changed']).toContain(from);
        expect(event.type === 'found' && event.userTries !== null && event.userTries.left >= 3).toBe(true);
      }
    }),
    many,
  );
  expect(all).toBeGreaterThan(50);
});

test('one wrong admin PIN is the last', () => {
  fc.assert(
    fc.property(bridgeRuns, ({ told }) => {
      const wrong = told.findIndex(({ failure: named }) => named === 'admin_secret_wrong');
      if (wrong < 0) return;
      const later = told.slice(wrong).flatMap(({ effects }) => effects);
      expect(later.filter((effect) => effect.type === 'exchangeApdu')).toEqual([]);
    }),
    many,
  );
});
