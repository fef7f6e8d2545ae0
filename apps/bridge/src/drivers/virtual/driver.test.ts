import { createServer } from 'node:net';
import { createCard, createDesk, type Desk, issueCard, issueDemoCa, serveCards, tearBy } from '@jiesuo/card';
import { ownModels, readModels } from '@jiesuo/models';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Driver } from '../ukey.ts';
import { createVirtualDriver } from './driver.ts';
import { frame, takeMessage } from './framing.ts';

const ca = issueDemoCa();
const issued = ['JSA', 'JSB'].map((serial) =>
  issueCard({ ca, kind: 'sm2', company: '示例公司', uscc: '91110000100000000X', userPin: 'Abcd-1357', serial }),
);
const { models } = readModels([ownModels]);

let desk: Desk;
let server: Awaited<ReturnType<typeof serveCards>>;
let driver: Driver;
beforeEach(async () => {
  desk = createDesk(issued.map(({ state }) => createCard(state)));
  server = await serveCards({ desk, port: 0 });
  driver = createVirtualDriver({ port: server.port, models });
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

test('nothing plugged in is no slot and no condition', async () => {
  expect(await driver.list()).toEqual({ slots: [], conditions: [] });
});

test('two UKeys are two slots, known by their ATR, and stay the same while they stay in', async () => {
  desk.plug('JSA');
  desk.plug('JSB');
  const { slots } = await driver.list();
  expect(slots.map(({ model, atr }) => [model, atr])).toEqual([
    ['jiesuo-virtual', '3b8180018080'],
    ['jiesuo-virtual', '3b8180018080'],
  ]);
  expect((await driver.list()).slots.map(({ id }) => id)).toEqual(slots.map(({ id }) => id));
  const serials: string[] = [];
  for (const slot of slots) {
    const ukey = await driver.connect(slot.id);
    serials.push(ukey.facts.serial);
    await ukey.release();
  }
  expect(serials.sort()).toEqual(['JSA', 'JSB']);
});

test('commands sent together are answered in their order', async () => {
  desk.plug('JSA');
  const ukey = await driver.connect((await only()).id);
  const [tries, unknown] = await Promise.all([ukey.tries(), ukey.exchange?.(Buffer.from('80ff0000', 'hex'))]);
  expect([tries.user, unknown?.sw]).toEqual([{ left: 6, max: 6 }, '6d00']);
});

test('a UKey that is taken is busy until it is given back, and then has forgotten its log-in', async () => {
  desk.plug('JSA');
  const { id } = await only();
  const ukey = await driver.connect(id);
  const [{ key } = expect.unreachable()] = ukey.facts.certificates;
  expect(await ukey.verifyPin(Buffer.from('Abcd-1357'))).toBe('right');
  expect((await ukey.sign(key, Buffer.alloc(32, 1))).algorithm).toBe('sm2-sm3');
  await expect(driver.connect(id)).rejects.toMatchObject({ code: 'busy' });
  await ukey.release();
  await ukey.release();
  await expect(ukey.tries()).rejects.toMatchObject({ code: 'fault' });
  const next = await driver.connect(id);
  await expect(next.sign(key, Buffer.alloc(32, 1))).rejects.toMatchObject({
    code: 'fault',
    detail: 'ECCSignData 0x6982',
  });
});

test('pulling the UKey out ends what is under way, and the slot', async () => {
  desk.plug('JSA');
  const { id } = await only();
  const ukey = await driver.connect(id);
  const pulled = ukey.tries().then(() => ukey.tries());
  desk.unplug('JSA');
  await expect(pulled).rejects.toMatchObject({ code: 'removed' });
  await expect(driver.connect(id)).rejects.toMatchObject({ code: 'removed' });
  await ukey.release();
  expect((await driver.list()).slots).toEqual([]);
});

test('plugged in again it is a new slot', async () => {
  desk.plug('JSA');
  const first = await only();
  desk.unplug('JSA');
  desk.plug('JSA');
  const second = await only();
  expect(second.id).not.toBe(first.id);
  expect((await driver.connect(second.id)).facts.serial).toBe('JSA');
});

test('a UKey that another reader has just let go is found at once', async () => {
  desk.plug('JSA');
  const other = createVirtualDriver({ port: server.port, models });
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
  await expect(driver.connect((await only()).id)).rejects.toMatchObject({ code: 'removed' });
});

test('plugging in and pulling out are told while somebody waits, and nothing else is', async () => {
  await driver.list();
  const plugged = driver.change(5000);
  desk.plug('JSA');
  await plugged;
  expect((await driver.list()).slots).toHaveLength(1);
  const pulled = driver.change(5000);
  desk.unplug('JSA');
  await pulled;
  expect((await driver.list()).slots).toHaveLength(0);
  const before = performance.now();
  await driver.change(300);
  expect(performance.now() - before).toBeGreaterThan(280);
});

test('a wrong PIN costs a try, a right one gives them back, and each buffer is wiped', async () => {
  desk.plug('JSA');
  const ukey = await driver.connect((await only()).id);
  const [wrong, right, next] = [Buffer.from('Wrong-2468'), Buffer.from('Abcd-1357'), Buffer.from('Next-9753')];
  expect(await ukey.verifyPin(wrong)).toBe('wrong');
  expect((await ukey.tries()).user).toEqual({ left: 5, max: 6 });
  expect(await ukey.changePin(right, next)).toBe('right');
  expect((await ukey.tries()).user).toEqual({ left: 6, max: 6 });
  expect(Buffer.concat([wrong, right, next]).every((byte) => byte === 0)).toBe(true);
  expect(await ukey.changePin(Buffer.from('Abcd-1357'), Buffer.from('Abcd-1357'))).not.toBe('right');
  // The next test finds the card as it was.
  expect(await ukey.verifyPin(Buffer.from('Next-9753'))).toBe('right');
  expect(await ukey.changePin(Buffer.from('Next-9753'), Buffer.from('Abcd-1357'))).toBe('right');
});

test('where nobody listens the reason is said', async () => {
  await server.close();
  expect(await driver.list()).toEqual({ slots: [], conditions: [{ code: 'service_not_running' }] });
});

test('a single byte is never sent as a command: it would be a control', async () => {
  desk.plug('JSA');
  const ukey = await driver.connect((await only()).id);
  await expect(ukey.exchange?.(Buffer.of(0))).rejects.toMatchObject({ code: 'fault' });
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
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const strange = createVirtualDriver({ port, models });
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
