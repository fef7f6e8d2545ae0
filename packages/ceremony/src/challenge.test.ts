import { describe, expect, test } from 'vitest';
import {
  adminKeyLength,
  answerLength,
  challengeLength,
  fillerLength,
  isGoodAnswer,
  isMutual,
  isRespond,
  respondCommand,
} from './challenge.ts';
import type { ChallengeProfile } from './profile.ts';
import { readVectors } from './vectors.ts';

interface Case {
  readonly about: string;
  readonly profile: ChallengeProfile;
  readonly key: string;
  readonly hostChallenge: string;
  readonly challenge: string;
  readonly filler: string;
}
interface Answers extends Omit<Case, 'about' | 'filler'> {
  readonly cases: readonly { readonly about: string; readonly answer: string }[];
}

const hex = (text: string) => Buffer.from(text, 'hex');
const only = <T>(folder: 'valid' | 'invalid', name: string): T => {
  const found = readVectors<T>(folder, name).find((one) => one.name === name);
  if (!found) throw new Error(`no vector ${name}`);
  return found.vector;
};
const made = (given: Case) =>
  respondCommand(given.profile, hex(given.key), {
    hostChallenge: hex(given.hostChallenge),
    challenge: hex(given.challenge),
    filler: hex(given.filler),
  });

const good = only<{ cases: readonly (Case & { command: string; answer: string | null })[] }>('valid', 'challenge');
describe('the answer has the bytes of its vector, and only the true card’s own is taken', () => {
  test.each(good.cases)('$about', (given) => {
    const { profile, key, command, answer } = given;
    expect(made(given).toString('hex')).toBe(command);
    expect(isRespond(profile, hex(command))).toBe(true);
    expect([adminKeyLength(profile), challengeLength(profile), fillerLength(profile)]).toEqual(
      [key, given.challenge, given.filler].map((text) => text.length / 2),
    );
    expect(isMutual(profile)).toBe(answer !== null);
    expect(answerLength(profile)).toBe((answer ?? '').length / 2);
    const facts = {
      hostChallenge: hex(given.hostChallenge),
      challenge: hex(given.challenge),
      answer: hex(answer ?? ''),
    };
    expect(isGoodAnswer(profile, hex(key), facts)).toBe(answer !== null);
  });
  test('no card’s answer is whitelisted for another scheme, block, algorithm or key', () => {
    // GIDS names neither the algorithm nor the key in the command: both AES look the same.
    const different = good.cases.filter(({ profile }) => profile.id !== 'gids-aes-256');
    for (const one of different)
      expect(different.filter(({ profile }) => isRespond(profile, hex(one.command)))).toEqual([one]);
  });
});

describe('a bridge forwards only an answer, whole', () => {
  const foreign = only<{ cases: readonly { about: string; profile: ChallengeProfile; apdu: string }[] }>(
    'invalid',
    'challenge-not-whitelisted',
  );
  test.each(foreign.cases)('$about', ({ profile, apdu }) => {
    expect(isRespond(profile, hex(apdu))).toBe(false);
  });
});

describe('nothing is answered with wrong arguments', () => {
  test.each(only<{ cases: readonly Case[] }>('invalid', 'challenge-refused-arguments').cases)('$about', (given) => {
    expect(() => made(given)).toThrow(RangeError);
  });
});

describe('a card that does not know the key is not believed', () => {
  const wrong = only<Answers>('invalid', 'challenge-wrong-answers');
  test.each(wrong.cases)('$about', ({ answer }) => {
    const facts = { hostChallenge: hex(wrong.hostChallenge), challenge: hex(wrong.challenge), answer: hex(answer) };
    expect(isGoodAnswer(wrong.profile, hex(wrong.key), facts)).toBe(false);
  });
});
