import { ownModels, readModels } from '@jiesuo/models';
import koffi from 'koffi';
import { expect, test } from 'vitest';
import { abiOf } from './abi.ts';
import { openChannel } from './channel.ts';
import { code, faultOf } from './codes.ts';
import { createPcscDriver } from './driver.ts';
import { loadLibrary, type PcscLibrary, readerStateType } from './library.ts';

const { models } = readModels([ownModels]);

/** A PC/SC that answers as scripted; what was called is in `called`. */
function scripted(answers: Partial<PcscLibrary> = {}) {
  const called: string[] = [];
  const note = <T>(name: string, answer: T) => {
    called.push(name);
    return Promise.resolve(answer);
  };
  const library: PcscLibrary = {
    establishContext: () => note('establish', { result: 0, context: 1n }),
    releaseContext: () => note('release', 0),
    listReaders: () => note('list', { result: 0, readers: ['A', 'B', 'C'] }),
    readerState: (_, reader) =>
      note('state', {
        result: 0,
        isPresent: reader !== 'B',
        events: 3,
        state: 0x30022,
        atr: Buffer.from(reader === 'A' ? '3b8180018080' : '3b00', 'hex'),
      }),
    statusChange: () => note('change', code.timeOut),
    cancel: () => note('cancel', 0),
    connect: () => note('connect', { result: 0, card: 2n, protocol: 2 }),
    beginTransaction: () => note('begin', 0),
    transmit: () => note('transmit', { result: 0, answer: Uint8Array.of(0x90, 0) }),
    endTransaction: () => note('end', 0),
    disconnect: () => note('disconnect', 0),
    ...answers,
  };
  return { library, called };
}

test('the reader state has the size that each system’s header gives it', () => {
  const sizes = (['linux', 'win32', 'darwin'] as const).map((platform) =>
    koffi.sizeof(readerStateType(abiOf(platform))),
  );
  expect(sizes).toEqual([80, 64, 61]);
});
test('a computer without PC/SC says so', async () => {
  const library = loadLibrary({ ...abiOf('linux'), library: 'libnothing-of-this-name.so.9' });
  expect(await createPcscDriver({ models, library }).list()).toEqual({
    slots: [],
    conditions: [{ code: 'library_missing' }],
  });
});
test('a service that is not running says so', async () => {
  const { library } = scripted({ establishContext: () => Promise.resolve({ result: code.noService, context: 0n }) });
  expect(await createPcscDriver({ models, library }).list()).toEqual({
    slots: [],
    conditions: [{ code: 'service_not_running' }],
  });
});
test('a card that no model names is listed and never connected to', async () => {
  const { library, called } = scripted();
  const driver = createPcscDriver({ models, library });
  const { slots } = await driver.list();
  expect(slots.map(({ id, model, atr }) => [id, model, atr])).toEqual([
    ['pcsc-A-3', 'jiesuo-virtual', '3b8180018080'],
    ['pcsc-C-3', undefined, '3b00'],
  ]);
  await expect(driver.connect('pcsc-C-3')).rejects.toMatchObject({ code: 'fault' });
  expect(called).not.toContain('connect');
  expect(called.at(-1)).toBe('release');
});
test('what changed between list and change is not missed: the wait compares with what the list saw', async () => {
  let compared: unknown;
  const { library } = scripted({
    statusChange: (_, states) => {
      compared = [...states];
      return Promise.resolve(0);
    },
  });
  const driver = createPcscDriver({ models, library });
  await driver.list();
  await driver.change(1000);
  expect(compared).toEqual([
    ['A', 0x30022],
    ['B', 0x30022],
    ['C', 0x30022],
  ]);
});
test('a reader that was plugged in or pulled off is a change', async () => {
  let readers = ['A'];
  const { library, called } = scripted({ listReaders: () => Promise.resolve({ result: 0, readers }) });
  const driver = createPcscDriver({ models, library });
  await driver.list();
  for (const now of [['A', 'B'], ['C', 'B'], []]) {
    readers = now;
    await driver.change(60_000);
    await driver.list();
  }
  expect(called).not.toContain('change');
});
test('a service that stops, and one that comes back, are changes', async () => {
  let result: number = code.ok;
  const { library } = scripted({ establishContext: () => Promise.resolve({ result, context: 1n }) });
  const driver = createPcscDriver({ models, library });
  await driver.list();
  result = code.noService;
  await driver.change(60_000);
  expect((await driver.list()).conditions).toEqual([{ code: 'service_not_running' }]);
  setTimeout(() => {
    result = code.ok;
  }, 100);
  await driver.change(60_000);
  expect((await driver.list()).conditions).toEqual([]);
});
test('a card that somebody else holds is busy, and nothing stays open', async () => {
  const { library, called } = scripted({
    connect: () => Promise.resolve({ result: code.sharingViolation, card: 0n, protocol: 0 }),
  });
  await expect(openChannel(library, 'A')).rejects.toMatchObject({ code: 'busy' });
  expect(called).toEqual(['establish', 'release']);
});
test('giving a card back resets it, even when the transaction is lost', async () => {
  const { library, called } = scripted({ endTransaction: () => Promise.reject(new Error('lost')) });
  const channel = await openChannel(library, 'A');
  await channel.disconnect();
  await channel.disconnect();
  expect(called).toEqual(['establish', 'connect', 'begin', 'disconnect', 'release']);
});
test.each([
  [code.removedCard, 'removed'],
  [code.readerUnavailable, 'removed'],
  [code.unresponsiveCard, 'removed'],
  [code.unpoweredCard, 'removed'],
  [code.notTransacted, 'removed'],
  [code.serviceStopped, 'removed'],
  [code.sharingViolation, 'busy'],
  [code.timeOut, 'time_out'],
  [code.resetCard, 'fault'],
  [0x80100001, 'fault'],
])('0x%x means %s', (result, fault) => {
  expect(faultOf('SCardTransmit', result)).toMatchObject({ code: fault });
});
