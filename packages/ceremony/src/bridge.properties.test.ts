import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bridgeStep } from './bridge.ts';
import { type BridgeEffect, type BridgeEvent, type BridgeTicket, openBridge } from './bridgeState.ts';
import { isRespond } from './challenge.ts';
import { failureCodes, type ServerMessage } from './messages.ts';
import { isAdminVerify, isUnblock } from './pin.ts';
import { type ChallengeProfile, type Method, methods } from './profile.ts';

const [serial, fingerprint] = ['JS0000000001', 'ab'.repeat(32)];
const challenges = ['8f1ad3927c04be65', '2b7e151628aed2a6', 'c90fdaa22168c234', '4142434445464748'];
const verify = `8018000000001201${'00'.repeat(17)}`;
const respond = `008700002c7c2a8228${'5c'.repeat(40)}00`;
const profile: ChallengeProfile = {
  id: 'gids',
  scheme: 'gids',
  cipher: '3des-cbc',
  keyRef: '80',
  pinRef: '80',
  pinPadding: 'none',
};
const tickets: Readonly<Record<Method, BridgeTicket>> = {
  gmt0017: { serial, fingerprint, method: 'gmt0017' },
  challenge_response: { serial, fingerprint, method: 'challenge_response', profile },
  trusted_bridge: { serial, fingerprint, method: 'trusted_bridge' },
};
const unblock = `841a00000000160100${'5c'.repeat(20)}`;
const place = { v: 1, ceremony: '0195a000-0000-7000-8000-000000000001', leg: 1, seq: 1, previous: 'ef'.repeat(32) };

const tries = fc.constantFrom(null, { left: 0, max: 6 }, { left: 2, max: 6 }, { left: 3, max: 6 }, { left: 6, max: 6 });
const failure = fc.constantFrom(...failureCodes);
const mostly = <T>(right: T, wrong: T) => fc.constantFrom(right, right, right, right, wrong);
const many = { numRuns: 3_000 };
const outcome = mostly('right' as const, 'wrong' as const);

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
    fc.record({
      type: fc.constant('respond' as const),
      apdu: fc.oneof(fc.constant(respond), fc.uint8Array({ minLength: 17, maxLength: 58 }).map(hexOf)),
    }),
    fc.constant({ type: 'release' as const, secret: 'AA' }),
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
      userTries: tries,
      adminTries: tries,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('challenge' as const),
      appId: fc.constant('0100'),
      challenge: fc.constantFrom(...challenges),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('pin_reset' as const),
      outcome,
      answer: fc.constantFrom(null, 'ab'.repeat(40)),
      adminTries: tries,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('secret_used' as const),
      outcome,
      rotation: fc.constantFrom('rotated' as const, 'not_rotated' as const, 'unknown' as const),
      adminTries: tries,
    }),
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
const found = { type: 'found', claimedSerial: serial, fingerprint, adminTries: null } as const;
/** What the step waits for, where that is the same for every method. */
const fitting: Readonly<Record<string, BridgeEvent>> = {
  pin: { type: 'pin_typed' },
  retyping: { type: 'pin_tried', isRight: false },
  challenge_admin: { type: 'challenge', appId: '0100', challenge: '8f1ad3927c04be65' },
  verify: { type: 'status', sw: '9000' },
  challenge_unblock: { type: 'challenge', appId: '0100', challenge: '2b7e151628aed2a6' },
  ask_unblock: answer({ type: 'unblock', apdu: unblock, temp: 'AA' }),
  unblock: { type: 'status', sw: '9000' },
  report_unblocked: answer({ type: 'noted' }),
  changing: { type: 'pin_changed' },
  report_changed: answer({ type: 'nonce', nonce: 'ab'.repeat(32) }),
  signing: { type: 'signed', algorithm: 'sm2-sm3', signature: 'AA' },
};
const right = { outcome: 'right', adminTries: null } as const;
const fittingOf: Readonly<Record<Method, Readonly<Record<string, BridgeEvent>>>> = {
  gmt0017: { ...fitting, authorise: answer({ type: 'verify', apdu: verify }) },
  challenge_response: {
    ...fitting,
    authorise: answer({ type: 'respond', apdu: respond }),
    resetting: { type: 'pin_reset', ...right, answer: 'ab'.repeat(40) },
  },
  trusted_bridge: {
    ...fitting,
    authorise: answer({ type: 'release', secret: 'AA' }),
    resetting: { type: 'secret_used', ...right, rotation: 'rotated' },
  },
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
const drawnRuns = fc.tuple(fc.constantFrom(...methods), remembered, fc.array(drawn, { maxLength: 30, size: 'max' }));
const bridgeRuns = drawnRuns.map(([method, from, draws]) => {
  let state = openBridge(tickets[method], from as Parameters<typeof openBridge>[1]);
  let now = 0;
  const told: {
    event: BridgeEvent;
    effects: readonly BridgeEffect[];
    step: string;
    now: number;
    failure: string | null;
  }[] = [];
  for (const { event: drew, laterMs, userTries } of draws) {
    const event = drew === 'fitting' ? (fittingOf[method][state.step] ?? { ...found, userTries }) : drew;
    now += laterMs;
    const result = bridgeStep(state, event, now);
    ({ state } = result);
    told.push({ event, effects: result.effects, step: state.step, now, failure: state.failure });
  }
  return { method, from, told };
});

test('no bytes of the server reach K but its method’s own commands, whole, for this application or key, in time', () => {
  const exchanged: Partial<Record<Method, number>> = {};
  fc.assert(
    fc.property(bridgeRuns, ({ method, told }) => {
      let challengedAt = 0;
      for (const { event, effects, now } of told) {
        if (event.type === 'challenge') challengedAt = now;
        for (const effect of effects) {
          if (effect.type !== 'exchangeApdu' && effect.type !== 'resetPin') continue;
          exchanged[method] = (exchanged[method] ?? 0) + 1;
          const apdu = Buffer.from(effect.apdu, 'hex');
          const appId = Buffer.from('0100', 'hex');
          const isOwn =
            effect.type === 'resetPin'
              ? isRespond(profile, apdu)
              : isAdminVerify(apdu, appId) || isUnblock(apdu, appId);
          expect(isOwn && effect.type === (method === 'gmt0017' ? 'exchangeApdu' : 'resetPin')).toBe(true);
          expect(event.type === 'answer' && 'apdu' in event.message && event.message.apdu).toBe(effect.apdu);
          expect(now - challengedAt).toBeLessThanOrEqual(3000);
        }
      }
    }),
    many,
  );
  expect(exchanged.gmt0017).toBeGreaterThan(50);
  expect(exchanged.challenge_response).toBeGreaterThan(50);
  expect(exchanged.trusted_bridge).toBeUndefined();
});

test('a released secret is used only where the ticket says so, and once', () => {
  let used = 0;
  fc.assert(
    fc.property(bridgeRuns, ({ method, told }) => {
      const uses = told.flatMap(({ effects }) => effects.filter((effect) => effect.type === 'resetWithSecret'));
      used += uses.length;
      expect(uses.length).toBeLessThanOrEqual(method === 'trusted_bridge' ? 1 : 0);
    }),
    many,
  );
  expect(used).toBeGreaterThan(50);
});

test('before K may take a new PIN by one command, the journal says so', () => {
  fc.assert(
    fc.property(bridgeRuns, ({ told }) => {
      for (const { effects } of told) {
        const resets = effects.findIndex(({ type }) => type === 'resetPin' || type === 'resetWithSecret');
        const noted = effects.findIndex((effect) => effect.type === 'journal' && effect.step === 'change_sent');
        expect(resets < 0 || (noted >= 0 && noted < resets)).toBe(true);
      }
    }),
    many,
  );
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
      expect(later.filter(({ type }) => ['exchangeApdu', 'resetPin', 'resetWithSecret'].includes(type))).toEqual([]);
    }),
    many,
  );
});
