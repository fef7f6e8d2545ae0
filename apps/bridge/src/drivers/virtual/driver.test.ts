import { createServer } from 'node:net';
import { createCard, createDesk, type Desk, issueCard, issueDemoCa, serveCards, tearBy } from '@jiesuo/card';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadProfiles, recognise } from '../../profiles/profile.ts';
import type { Driver } from '../driver.ts';
import { createVirtualDriver } from './driver.ts';
import { frame, takeMessage } from './framing.ts';

const ca = issueDemoCa();
const issued = ['JSA', 'JSB'].map((serial) =>
  issueCard({ ca, kind: 'sm2', company: '示例公司', uscc: '91110000100000000X', userPin: 'Abcd-1357', serial }),
);
const GET_INFO = Buffer.from('80040000000000', 'hex');
const serialOf = (answer: Uint8Array) => Buffer.from(answer).subarray(162, 194).toString().replace(/\0+$/, '');

let desk: Desk;
let server: Awaited<ReturnType<typeof serveCards>>;
let driver: Driver;
beforeEach(async () => {
  desk = createDesk(issued.map(({ state }) => createCard(state)));
  server = await serveCards({ desk, port: 0 });
  driver = createVirtualDriver({ port: server.port });
});
afterEach(async () => {
  await driver.close();
  await server.close();
});

const only = async () => {
  const { slots } = await driver.list();
  expect(slots).toHaveLength(1);
  return slots[0] ?? expect.unreachable();
};

test('nothing plugged in is no slot and no reason', async () => {
  expect(await driver.list()).toEqual({ slots: [] });
});

test('two UKeys are two slots, known by their ATR, and stay the same while they stay in', async () => {
  desk.plug('JSA');
  desk.plug('JSB');
  const { slots } = await driver.list();
  expect(slots.map(({ atr }) => recognise(loadProfiles(), 'virtual', atr)?.application)).toEqual(['JIESUO', 'JIESUO']);
  expect((await driver.list()).slots.map(({ id }) => id)).toEqual(slots.map(({ id }) => id));
  const serials: string[] = [];
  for (const slot of slots) {
    const channel = await slot.connect();
    serials.push(serialOf(await channel.transmit(GET_INFO)));
    await channel.disconnect();
  }
  expect(serials.sort()).toEqual(['JSA', 'JSB']);
});

test('commands sent together are answered in their order', async () => {
  desk.plug('JSA');
  const channel = await (await only()).connect();
  const [info, unknown] = await Promise.all([
    channel.transmit(GET_INFO),
    channel.transmit(Buffer.from('80ff0000', 'hex')),
  ]);
  expect([info.length, Buffer.from(unknown).toString('hex')]).toEqual([296, '6d00']);
});

test('a card that is taken is busy until it is given back, and then has forgotten its application', async () => {
  desk.plug('JSA');
  const slot = await only();
  const channel = await slot.connect();
  await channel.transmit(Buffer.from('80260000000006' + Buffer.from('JIESUO').toString('hex'), 'hex'));
  await expect(slot.connect()).rejects.toMatchObject({ code: 'busy' });
  await channel.disconnect();
  await expect(channel.transmit(GET_INFO)).rejects.toMatchObject({ code: 'fault' });
  const next = await slot.connect();
  expect(Buffer.from(await next.transmit(Buffer.from('8014000100000201000003', 'hex'))).toString('hex')).toBe('698a');
});

test('pulling the UKey out ends what is under way, and the slot', async () => {
  desk.plug('JSA');
  const slot = await only();
  const channel = await slot.connect();
  const pulled = channel.transmit(GET_INFO).then(() => channel.transmit(GET_INFO));
  desk.unplug('JSA');
  await expect(pulled).rejects.toMatchObject({ code: 'removed' });
  await expect(slot.connect()).rejects.toMatchObject({ code: 'removed' });
  await channel.disconnect();
  expect((await driver.list()).slots).toEqual([]);
});

test('plugged in again it is a new slot', async () => {
  desk.plug('JSA');
  const first = await only();
  desk.unplug('JSA');
  desk.plug('JSA');
  const second = await only();
  expect(second.id).not.toBe(first.id);
  expect(serialOf(await (await second.connect()).transmit(GET_INFO))).toBe('JSA');
});

test('a UKey that another reader has just let go is found at once', async () => {
  desk.plug('JSA');
  const other = createVirtualDriver({ port: server.port });
  expect((await other.list()).slots).toHaveLength(1);
  expect((await driver.list()).slots).toHaveLength(0);
  await other.close();
  expect((await driver.list()).slots).toHaveLength(1);
});

test('a card torn out in the middle of a command is removed', async () => {
  desk.add(
    createCard(
      { ...(issued[0]?.state ?? expect.unreachable()), serial: 'JSC' },
      { tear: tearBy([{ ins: 0x04, nth: 1, phase: 'after', outcome: 'drop' }]) },
    ),
  );
  desk.plug('JSC');
  await expect((await (await only()).connect()).transmit(GET_INFO)).rejects.toMatchObject({ code: 'removed' });
});

test('where nobody listens the reason is said', async () => {
  await server.close();
  expect(await driver.list()).toEqual({ slots: [], reason: 'service_not_running' });
});

test('a single byte is never sent as a command: it would be a control', async () => {
  desk.plug('JSA');
  const channel = await (await only()).connect();
  await expect(channel.transmit(Uint8Array.of(0))).rejects.toMatchObject({ code: 'fault' });
});

test('a stranger on the port that speaks out of turn is cut off', async () => {
  const stranger = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () =>
      socket.write(Buffer.concat([frame(Buffer.from('3b8180018080', 'hex')), frame(Buffer.from('9000', 'hex'))])),
    );
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const address = stranger.address();
  const strange = createVirtualDriver({ port: typeof address === 'object' && address !== null ? address.port : 0 });
  expect((await strange.list()).slots).toEqual([]);
  await strange.close();
  await new Promise((resolve) => stranger.close(resolve));
});

test('messages are put together however the stream was cut', () => {
  const stream = Buffer.concat([frame(Buffer.from('9000', 'hex')), frame(Buffer.alloc(65_535, 1))]);
  expect(takeMessage(stream.subarray(0, 3))).toBeUndefined();
  const first = takeMessage(stream) ?? expect.unreachable();
  expect(first.message.toString('hex')).toBe('9000');
  expect(takeMessage(first.rest)?.message.length).toBe(65_535);
  expect(() => frame(new Uint8Array(65_536))).toThrow(RangeError);
});
