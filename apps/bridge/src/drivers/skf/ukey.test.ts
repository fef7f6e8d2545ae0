import { type Model, ownModels, readModels } from '@jiesuo/models';
import { expect, test } from 'vitest';
import { DriverFault } from '../driver.ts';
import { SAR } from './codes.ts';
import type { SkfLibrary } from './library.ts';
import { openUkey } from './ukey.ts';

const { models } = readModels([ownModels]);
const plain = models.filter(({ id }) => id === 'jiesuo-skf-plain');
const name = Buffer.from('KEY-1');
const field = (text: string) => Buffer.from(`${text}\0`);

/** A library that answers as scripted; what was called is in `called`. */
function scripted(answers: Partial<SkfLibrary> = {}) {
  const called: string[] = [];
  const note = <T>(call: string, answer: T): Promise<T> => {
    called.push(call);
    return Promise.resolve(answer);
  };
  const unasked = () => Promise.reject(new Error('unasked'));
  const library: SkfLibrary = {
    ulongBits: 32,
    calls: { call: unasked, callBeside: unasked, isStuck: () => false, idle: () => Promise.resolve() },
    devices: () => note('devices', [name]),
    connect: () => note('connect', 1n),
    disconnect: () => note('disconnect', undefined),
    info: () =>
      note('info', {
        manufacturer: field('Jiesuo Plain'),
        label: field('L'),
        serial: field('S1'),
        firmware: '1.0',
        layout: 'packed, 32-bit',
      }),
    lock: () => note('lock', true),
    unlock: () => note('unlock', undefined),
    transmit: () => note('transmit', Buffer.from('6d00', 'hex')),
    applications: () => note('applications', [Buffer.from('OTHER'), Buffer.from('JIESUO')]),
    openApplication: (_, application) => note(`open ${application.toString()}`, 2n),
    closeApplication: () => note('close', undefined),
    clearSecureState: () => note('clear', undefined),
    pinInfo: () => note('pinInfo', { max: 6, left: 6 }),
    verifyPin: () => note('verify', SAR.ok),
    changePin: () => note('change', SAR.ok),
    unblockPin: () => note('unblock', SAR.ok),
    containers: () => note('containers', []),
    inContainer: unasked,
    certificate: unasked,
    signEcc: unasked,
    signRsa: unasked,
    ...answers,
  };
  return { library, called };
}
const open = (library: SkfLibrary, of: readonly Model[] = plain, ended = () => {}) =>
  openUkey(library, name, of, ended);
const pin = () => Buffer.from('Abcd-1357');

test('a UKey is locked before it is looked at, and given back in the opposite order', async () => {
  const { library, called } = scripted();
  const ukey = await open(library, plain, () => called.push('ended'));
  await Promise.all([ukey.release(), ukey.release()]);
  const taken = [
    'connect',
    'lock',
    'info',
    'info',
    'info',
    'info',
    'applications',
    'open JIESUO',
    'clear',
    'containers',
  ];
  expect(called).toEqual([...taken, 'clear', 'close', 'unlock', 'disconnect', 'ended']);
});

test('whatever fails while it is given back, the next step is still tried', async () => {
  const lost = () => Promise.reject(new DriverFault('removed'));
  const { library, called } = scripted({ closeApplication: lost, unlock: lost });
  const ukey = await open(library);
  await ukey.release();
  expect(called.at(-1)).toBe('disconnect');
});

test('a library without locks is used without one', async () => {
  const { library, called } = scripted({ lock: () => Promise.resolve(false) });
  await (await open(library)).release();
  expect(called).not.toContain('unlock');
});

test('a UKey without the model’s application is given back', async () => {
  const { library, called } = scripted({ applications: () => Promise.resolve([Buffer.from('OTHER')]) });
  await expect(open(library)).rejects.toMatchObject({ code: 'fault', detail: 'no known application' });
  expect(called.slice(-2)).toEqual(['unlock', 'disconnect']);
});

test.each([
  ['no try gone', 6, 'refused'],
  ['a try gone', 5, 'wrong'],
  ['the last try gone', 0, 'locked'],
])('PIN_INVALID with %s is %s', async (_, left, outcome) => {
  const counts = [{ max: 6, left: 6 }];
  const { library } = scripted({
    pinInfo: () => Promise.resolve(counts.shift() ?? { max: 6, left }),
    verifyPin: () => Promise.resolve(SAR.pinInvalid),
  });
  const ukey = await open(library);
  counts.push({ max: 6, left: 6 });
  await ukey.tries();
  expect(await ukey.verifyPin(pin())).toBe(outcome);
  await ukey.release();
});

test('PIN_INVALID of a UKey that tells no counters may have cost a try', async () => {
  const { library } = scripted({
    pinInfo: () => Promise.reject(new DriverFault('fault')),
    verifyPin: () => Promise.resolve(SAR.pinInvalid),
  });
  const ukey = await open(library);
  expect(await ukey.tries()).toEqual({ user: null, admin: null });
  expect(await ukey.verifyPin(pin())).toBe('wrong');
  await ukey.release();
});

test('whoever is still logged in is logged out, once', async () => {
  const results: number[] = [SAR.alreadyLoggedIn, SAR.ok];
  const { library, called } = scripted({ verifyPin: () => Promise.resolve(results.shift() ?? SAR.alreadyLoggedIn) });
  const ukey = await open(library);
  called.length = 0;
  expect(await ukey.verifyPin(pin())).toBe('right');
  expect(called).toEqual(['clear']);
  await expect(ukey.verifyPin(pin())).rejects.toMatchObject({ code: 'fault', detail: 'SKF_VerifyPIN 0xa000028' });
  await ukey.release();
});

test('a plain failure of a UKey that is no longer listed says that it was removed', async () => {
  const { library } = scripted({ verifyPin: () => Promise.resolve(0x0a000001), devices: () => Promise.resolve([]) });
  const ukey = await open(library);
  await expect(ukey.verifyPin(pin())).rejects.toMatchObject({ code: 'removed', detail: 'SKF_VerifyPIN 0xa000001' });
  await ukey.release();
});

test('PINs and secrets are wiped, whatever came of them', async () => {
  const { library } = scripted({ unblockPin: () => Promise.reject(new DriverFault('time_out')) });
  const ukey = await open(library);
  const given = [pin(), pin(), pin(), pin()] as const;
  await expect(ukey.unblock?.(given[0], given[1])).rejects.toMatchObject({ code: 'time_out' });
  await ukey.rotate?.(given[2], given[3]);
  await ukey.release();
  const late = pin();
  await expect(ukey.verifyPin(late)).rejects.toMatchObject({ code: 'fault', detail: 'released' });
  for (const one of [...given, late]) expect(one.every((byte) => byte === 0)).toBe(true);
});

test('where SKF_Transmit answers with rubbish, no challenge is offered', async () => {
  const virtual = models.filter(({ id }) => id === 'jiesuo-virtual');
  const info = { ...(await scripted().library.info(1n)), manufacturer: field('Jiesuo Virtual') };
  const same = Buffer.concat([Buffer.alloc(8, 5), Buffer.from('9000', 'hex')]);
  for (const answer of [same, Buffer.from('9000', 'hex'), Buffer.alloc(1), Buffer.alloc(0)]) {
    const { library } = scripted({ info: () => Promise.resolve(info), transmit: () => Promise.resolve(answer) });
    const ukey = await open(library, virtual);
    expect([ukey.facts.methods, ukey.takeChallenge]).toEqual([['trusted_bridge'], undefined]);
    await ukey.release();
  }
});
