import { describe, expect, test } from 'vitest';
import {
  changeCommand,
  isAdminVerify,
  isUnblock,
  isWeakChallenge,
  pinKey,
  unblockCommand,
  verifyCommand,
} from './pin.ts';
import type { MethodProfile } from './profile.ts';
import { readVectors } from './vectors.ts';

interface Commands {
  readonly appId: string;
  readonly challenge: string;
  readonly adminPin: string;
  readonly temp: string;
  readonly newPin: string;
  readonly cases: readonly {
    readonly about: string;
    readonly profile: MethodProfile;
    readonly adminKey: string;
    readonly verifyAdmin: string;
    readonly unblock: string;
    readonly verifyTemp: string;
    readonly change: string;
  }[];
}
interface Arguments {
  readonly cases: readonly {
    readonly about: string;
    readonly appId: string;
    readonly challenge: string;
    readonly pin: string;
  }[];
}
interface Foreign {
  readonly appId: string;
  readonly cases: readonly { readonly about: string; readonly as: 'verify' | 'unblock'; readonly apdu: string }[];
}

const hex = (text: string) => Buffer.from(text, 'hex');
const only = <T>(folder: 'valid' | 'invalid', name: string): T => {
  const found = readVectors<T>(folder, name).find((one) => one.name === name);
  if (!found) throw new Error(`no vector ${name}`);
  return found.vector;
};
const good = only<Commands>('valid', 'pin');
const appId = hex(good.appId);
const challenge = hex(good.challenge);
const [temp, newPin] = [Buffer.from(good.temp), Buffer.from(good.newPin)];

describe('every command has the bytes of its vector', () => {
  test.each(good.cases)('$about', ({ profile, adminKey, verifyAdmin, unblock, verifyTemp, change }) => {
    const admin = pinKey(profile, Buffer.from(good.adminPin));
    const user = pinKey(profile, temp);
    expect(admin.toString('hex')).toBe(adminKey);
    expect(verifyCommand(admin, 'admin', appId, challenge).toString('hex')).toBe(verifyAdmin);
    expect(unblockCommand(profile, admin, appId, challenge, temp).toString('hex')).toBe(unblock);
    expect(verifyCommand(user, 'user', appId, challenge).toString('hex')).toBe(verifyTemp);
    expect(changeCommand(profile, user, appId, challenge, newPin).toString('hex')).toBe(change);
    expect([isAdminVerify(hex(verifyAdmin), appId), isUnblock(hex(unblock), appId)]).toEqual([true, true]);
  });
  test('no two profiles make the same UNBLOCK', () => {
    expect(new Set(good.cases.map((one) => one.unblock)).size).toBe(good.cases.length);
  });
});

describe('no command is made of wrong arguments', () => {
  const [first] = good.cases;
  test.each(only<Arguments>('invalid', 'pin-refused-arguments').cases)('$about', (given) => {
    if (!first) throw new Error('no profile');
    const make = () =>
      unblockCommand(
        first.profile,
        hex(first.adminKey),
        hex(given.appId),
        hex(given.challenge),
        Buffer.from(given.pin),
      );
    expect(make).toThrow(RangeError);
  });
});

describe('a bridge forwards only what the whitelist names', () => {
  const foreign = only<Foreign>('invalid', 'pin-not-whitelisted');
  test.each(foreign.cases)('$as: $about', ({ as, apdu }) => {
    expect((as === 'verify' ? isAdminVerify : isUnblock)(hex(apdu), hex(foreign.appId))).toBe(false);
  });
});

test('a challenge is weak when it is text, one byte over and over, or seen before; otherwise it is not', () => {
  expect(isWeakChallenge(Buffer.from('PIN=1234').toString('hex'), [])).toBe(true);
  expect(isWeakChallenge('0101010101010101', [])).toBe(true);
  expect(isWeakChallenge('8f1ad3927c04be65', ['8f1ad3927c04be65'])).toBe(true);
  expect(isWeakChallenge('8f1ad3927c04be65', ['2b7e151628aed2a6'])).toBe(false);
  // Seven printable bytes and one that is not.
  expect(isWeakChallenge('414141414141427f', [])).toBe(false);
  // Of 16 bytes, each block that a cipher of 8 bytes would take.
  expect(isWeakChallenge(`8f1ad3927c04be65${'20'.repeat(8)}`, [])).toBe(true);
  expect(isWeakChallenge(`8f1ad3927c04be65${'ff'.repeat(8)}`, [])).toBe(true);
  expect(isWeakChallenge('8f1ad3927c04be652b7e151628aed2a6', [])).toBe(false);
});

test('no command is ever built that would set a PIN nobody could type', () => {
  const appId = Buffer.from('0100', 'hex');
  const challenge = Buffer.from('0123456789abcdef', 'hex');
  const key = Buffer.alloc(16, 1);
  const profile: MethodProfile = {
    id: 't',
    application: 'T',
    pinHash: 'sha1',
    cipher: 'sm4',
    lcInMac: false,
    lcEndian: 'big',
    headerLength: 7,
  };
  for (const pin of [
    Buffer.alloc(16),
    Buffer.from('short'),
    Buffer.from('with space'),
    Buffer.from('café-12'),
    Buffer.alloc(17, 0x41),
  ])
    expect(() => unblockCommand(profile, key, appId, challenge, pin)).toThrow(RangeError);
});
