import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Method, methods } from './profile.ts';
import { carried, made, many, runs, sends, weak } from './serverRuns.ts';

test('an answer to the admin never leaves without its authorisation before it, in the same step', () => {
  fc.assert(
    fc.property(runs, ({ heard }) => {
      for (const { effects, before } of heard) {
        const authorised = effects.findIndex((effect) => effect.type === 'authorise');
        for (const method of methods) {
          const answered = effects.findIndex((effect) => effect.type === made[method]);
          expect(authorised < answered || answered < 0).toBe(true);
          if (sends(effects, carried[method]) >= 0) expect(authorised).toBeGreaterThanOrEqual(0);
        }
        if (effects.some((effect) => effect.type === 'makeUnblock')) expect(before.step).toBe('verified');
      }
    }),
    many,
  );
});

test('a ceremony makes and sends nothing of another method than its own', () => {
  fc.assert(
    fc.property(runs, ({ method, heard }) => {
      for (const other of methods) {
        if (other === method) continue;
        for (const { effects, after } of heard) {
          expect(effects.some((effect) => effect.type === made[other])).toBe(false);
          expect(sends(effects, carried[other])).toBe(-1);
          expect(after.method).toBe(method);
        }
      }
    }),
    many,
  );
});

test('no more is authorised than was given, and no challenge is answered that is weak or was answered before', () => {
  fc.assert(
    fc.property(runs, ({ given, heard }) => {
      const all = heard.flatMap(({ effects }) => effects);
      expect(all.filter((effect) => effect.type === 'authorise').length).toBeLessThanOrEqual(given);
      const answered = all.flatMap((effect) =>
        effect.type === 'makeVerify' || effect.type === 'makeUnblock' || effect.type === 'makeResponse'
          ? [effect.challenge]
          : [],
      );
      expect(new Set(answered).size).toBe(answered.length);
      expect(answered.filter((challenge) => weak.includes(challenge))).toEqual([]);
    }),
    many,
  );
});

test('a secret leaves at most once in a leg, and of two only the likeliest', () => {
  let released = 0;
  fc.assert(
    fc.property(runs, ({ heard }) => {
      let inLeg = 0;
      for (const { effects, before } of heard) {
        if (before.step === 'start') inLeg = 0;
        for (const effect of effects) {
          if (effect.type !== 'makeRelease') continue;
          released++;
          expect(++inLeg).toBe(1);
          expect(effect.holds).toBe(before.custody.guesses[0]);
        }
      }
    }),
    many,
  );
  expect(released).toBeGreaterThan(50);
});

test('completed comes only after a good proof, and nothing comes after it', () => {
  const completed: Partial<Record<Method, number>> = {};
  fc.assert(
    fc.property(runs, ({ method, heard }) => {
      for (const { effects, wasProofGood, before, after } of heard) {
        if (effects.some((effect) => effect.type === 'complete')) expect(wasProofGood).toBe(true);
        if (after.status === 'completed' && before.status !== 'completed') {
          completed[method] = (completed[method] ?? 0) + 1;
          expect(wasProofGood).toBe(true);
          expect(before.isUnblockSent).toBe(true);
        }
        if (before.status === 'completed') expect([effects, after]).toEqual([[], before]);
      }
    }),
    many,
  );
  // A property over runs that never get so far would hold for nothing.
  for (const method of methods) expect(completed[method], method).toBeGreaterThan(30);
});

test('a UKey with mutual authentication is asked for its proof only after its own cryptogram was good', () => {
  fc.assert(
    fc.property(runs, ({ method, heard }) => {
      if (method !== 'challenge_response') return;
      for (const { effects, wasAnswerGood, before } of heard)
        if (sends(effects, 'nonce') >= 0) expect(wasAnswerGood || before.step === 'start').toBe(true);
    }),
    many,
  );
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
