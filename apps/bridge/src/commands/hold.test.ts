import { type BridgeEvent, newSealKey, packSecrets, seal, sha256 } from '@jiesuo/ceremony';
import { beforeEach, describe, expect, test } from 'vitest';
import { DriverFault } from '../drivers/driver.ts';
import type { HostedDriver } from '../drivers/host/host.ts';
import { createTurns } from '../drivers/turns.ts';
import type { Method, PinOutcome, Ukey } from '../drivers/ukey.ts';
import { createHold } from './hold.ts';
import type { ResetTicket } from './reset.ts';
import { ceremony, resetPart } from './test-pairing.ts';

const DER = Buffer.from('300100', 'hex');
const NEW_PIN = 'Quiet-2468';
const [SECRET, NEXT] = ['Adm1n-Random-16c', 'Next-Random-16ch'];
const tries = { left: 6, max: 6 };
let said: string[];
beforeEach(() => {
  said = [];
});

/** A UKey that notes what it is told, and forgets it as it should. */
function ukeyOf(methods: readonly Method[], changes: Partial<Ukey> = {}): Ukey {
  const note = (what: string, ...buffers: readonly Buffer[]) => {
    said.push([what, ...buffers.map(String)].join(' '));
    for (const buffer of buffers) buffer.fill(0);
  };
  const right =
    (what: string) =>
    (...buffers: readonly Buffer[]): Promise<PinOutcome> => {
      note(what, ...buffers);
      return Promise.resolve('right');
    };
  return {
    facts: {
      serial: 'JS0000000001',
      label: '',
      maker: '',
      model: 'test',
      certificates: [{ use: 'sign', der: DER, key: 'k' }],
      methods,
    },
    tries: () => Promise.resolve({ user: tries, admin: { ...tries, left: 5 } }),
    verifyPin: right('verify'),
    changePin: right('change'),
    sign: (key, message) =>
      Promise.resolve({ algorithm: 'sm2-sm3', signature: Buffer.concat([Buffer.from(key), message]) }),
    release: () => Promise.resolve(note('release')),
    takeChallenge: (host) => Promise.resolve({ appId: '', challenge: host.toString('hex') }),
    exchange: () =>
      Promise.resolve({ sw: '9000', data: Buffer.concat([Buffer.from('7c2a8228', 'hex'), Buffer.alloc(40, 7)]) }),
    setPin: right('set'),
    unblock: right('unblock'),
    rotate: right('rotate'),
    ...changes,
  };
}
function driverOf(ukey: Ukey, name = 'driver'): HostedDriver {
  return {
    name: 'skf',
    list: () => Promise.resolve({ slots: [{ id: 's', model: 'test', name: '' }], conditions: [] }),
    connect: () => {
      said.push(`connect ${name}`);
      return Promise.resolve(ukey);
    },
    change: () => Promise.resolve(),
    close: () => Promise.resolve(void said.push(`close ${name}`)),
    fresh: () => Promise.resolve(driverOf(ukey, 'fresh')),
  };
}
const base = resetPart('AA');
const common = { ...base, fingerprint: sha256(DER).toString('hex') };
const parts = {
  challenge_response: {
    ...common,
    method: 'challenge_response',
    hostChallenge: '11'.repeat(16),
    profile: { id: 'test', scheme: 'gids', cipher: '3des-cbc', keyRef: '80', pinRef: '80', pinPadding: 'none' },
  },
  trusted_bridge: { ...common, method: 'trusted_bridge', profile: { id: 'test', via: 'skf_unblock_pin' } },
} as const;

async function held(
  method: keyof typeof parts,
  changes: Partial<Ukey> = {},
  methods: readonly Method[] = [method],
  wasCut = false,
) {
  const key = await newSealKey();
  const ticket = { ceremony, leg: 1, reset: parts[method] } as unknown as ResetTicket;
  const drivers = [driverOf(ukeyOf(methods, changes))];
  const journal = (step: string) => Promise.resolve(void said.push(`journal ${step}`));
  const mayBeRotated = () => wasCut;
  const deps = { drivers, inTurn: createTurns(), ticket, sealKey: key.privateKey, journal, mayBeRotated };
  const hold = createHold(deps);
  const pin = Buffer.from(NEW_PIN);
  hold.takePin(pin);
  const found: BridgeEvent = await hold.find();
  const release = async (next = NEXT) => {
    const packed = packSecrets({ secret: Buffer.from(SECRET), next: Buffer.from(next) });
    return Buffer.from(await seal('secret', key.publicKey, packed, `${ceremony} 1`)).toString('base64url');
  };
  return { hold, pin, found, release };
}

describe('by challenge and response', () => {
  test('the server’s challenge goes to the UKey, its cryptogram and tries come back, the new PIN is verified', async () => {
    const { hold, found } = await held('challenge_response');
    expect(found).toMatchObject({ type: 'found', claimedSerial: 'JS0000000001' });
    expect(await hold.takeChallenge()).toMatchObject({ challenge: '11'.repeat(16) });
    expect(await hold.resetPin('0087')).toEqual({
      type: 'pin_reset',
      outcome: 'right',
      answer: '07'.repeat(40),
      adminTries: { left: 5, max: 6 },
    });
    expect(said).toEqual(['connect driver', `set ${NEW_PIN}`, `verify ${NEW_PIN}`]);
  });
  test.each([
    ['6982', 'wrong'],
    ['63c4', 'wrong'],
    ['6983', 'locked'],
  ] as const)('a cryptogram refused with %s is %s, and no PIN is sent', async (sw, outcome) => {
    const { hold } = await held('challenge_response', {
      exchange: () => Promise.resolve({ sw, data: Buffer.alloc(0) }),
    });
    expect(await hold.resetPin('0087')).toMatchObject({ type: 'pin_reset', outcome, answer: null });
    expect(said).toEqual(['connect driver']);
  });
  test('a PIN that the UKey’s own rule refuses is told as such', async () => {
    const { hold } = await held('challenge_response', { setPin: () => Promise.resolve('refused') });
    expect(await hold.resetPin('0087')).toMatchObject({ type: 'pin_reset', outcome: 'refused' });
  });
});

describe('with the admin secret', () => {
  test('it is used in a child of its own, once, and rotated; the child ends with the reset', async () => {
    const { hold, pin, release } = await held('trusted_bridge');
    expect(await hold.resetWithSecret(await release())).toMatchObject({ outcome: 'right', rotation: 'rotated' });
    await hold.end();
    expect(said).toEqual([
      'connect fresh',
      `unblock ${SECRET} ${NEW_PIN}`,
      `rotate ${SECRET} ${NEXT}`,
      `verify ${NEW_PIN}`,
      'release',
      'close fresh',
    ]);
    expect(pin.every((byte) => byte === 0)).toBe(true);
  });
  test('a wrong one is tried once, and nothing else is', async () => {
    let count = 0;
    const { hold, release } = await held('trusted_bridge', {
      unblock: () => {
        count += 1;
        return Promise.resolve('wrong');
      },
    });
    expect(await hold.resetWithSecret(await release())).toMatchObject({ outcome: 'wrong', rotation: 'not_rotated' });
    expect([count, said]).toEqual([1, ['connect fresh']]);
  });
  test('after a leg that may have died within the rotation the successor is tried once, with three tries left', async () => {
    for (const [left, outcome] of [
      [3, 'right'],
      [2, 'wrong'],
    ] as const) {
      said.length = 0;
      const changes: Partial<Ukey> = {
        unblock: (secret) => {
          said.push(`unblock ${secret.toString()}`);
          return Promise.resolve(secret.toString() === NEXT ? 'right' : 'wrong');
        },
        tries: () => Promise.resolve({ user: { left: 0, max: 6 }, admin: { left, max: 6 } }),
      };
      const { hold, release } = await held('trusted_bridge', changes, ['trusted_bridge'], true);
      expect(await hold.resetWithSecret(await release())).toMatchObject({
        outcome,
        rotation: outcome === 'right' ? 'rotated' : 'not_rotated',
      });
      const attempts = [`unblock ${SECRET}`, ...(outcome === 'right' ? [`unblock ${NEXT}`] : [])];
      expect(said.filter((one) => one.startsWith('unblock'))).toEqual(attempts);
    }
  });
  test.each([
    [
      'a rotation whose answer is lost is unknown',
      { rotate: () => Promise.reject(new DriverFault('time_out')) },
      NEXT,
      'unknown',
    ],
    ['a refused rotation is none', { rotate: () => Promise.resolve('refused' as const) }, NEXT, 'not_rotated'],
    ['without a successor nothing is rotated', {}, '', 'not_rotated'],
  ] as const)('%s, and the reset goes on', async (_, changes, next, rotation) => {
    const { hold, release } = await held('trusted_bridge', changes);
    expect(await hold.resetWithSecret(await release(next))).toMatchObject({ outcome: 'right', rotation });
    expect(said.at(-1)).toBe(`verify ${NEW_PIN}`);
  });
});

test('a UKey whose driver cannot do what the server chose is not used', async () => {
  const { found } = await held('challenge_response', {}, ['gmt0017']);
  expect(found).toEqual({ type: 'fault', failure: 'ukey_fault' });
  expect(said).toEqual(['connect driver', 'release']);
});
