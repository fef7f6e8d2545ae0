import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tearBy } from '../applet/tear.ts';
import { createCard } from '../card.ts';
import { bareState, GEN_RANDOM, hex, OPEN_APP, USER_INFO } from '../gmt0017/test-host.ts';
import { attachToVpcd } from './attach.ts';
import { createDesk, type Desk, DeskError } from './desk.ts';
import { createDeframer, frame } from './framing.ts';
import { type CardServer, serveCards } from './serve.ts';

let desk: Desk;
let server: CardServer;
let sockets: Socket[];

beforeEach(async () => {
  const tear = tearBy([{ ins: 0x50, nth: 2, phase: 'after', outcome: 'drop' }]);
  desk = createDesk([
    createCard({ ...bareState, serial: 'JS0001' }, { tear }),
    createCard({ ...bareState, serial: 'JS0002' }),
  ]);
  server = await serveCards({ desk, port: 0 });
  sockets = [];
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await server.close();
});

async function plugIn() {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  sockets.push(socket);
  socket.on('error', () => {});
  const closed = new Promise<'closed'>((resolve) => socket.once('close', () => resolve('closed')));
  await Promise.race([once(socket, 'connect'), closed]);
  return readerOf(socket, closed);
}

function readerOf(socket: Socket, closed: Promise<'closed'>) {
  const take = createDeframer();
  const waiting: ((answer: string) => void)[] = [];
  socket.on('data', (chunk: Uint8Array) => {
    for (const message of take(chunk)) waiting.shift()?.(hex(message));
  });
  const send = (message: string) => socket.write(frame(Buffer.from(message, 'hex')));
  const ask = (message: string) => {
    const answer = new Promise<string>((resolve) => waiting.push(resolve));
    send(message);
    return Promise.race([answer, closed]);
  };
  const serial = async () => {
    const info = Buffer.from(await ask('80040000000000'), 'hex');
    return info.subarray(162, info.indexOf(0, 162)).toString();
  };
  return { socket, closed, send, ask, serial };
}

test('with no plugged UKey a connection is closed at once', async () => {
  expect(await (await plugIn()).closed).toBe('closed');
});

test('each connection holds one plugged UKey that no other has, first plugged first', async () => {
  desk.plug('JS0002');
  desk.plug('JS0001');
  const first = await plugIn();
  const second = await plugIn();
  const third = await plugIn();
  expect(await third.closed).toBe('closed');
  expect([await first.serial(), await second.serial()]).toEqual(['JS0002', 'JS0001']);
  expect(desk.list()).toMatchObject([
    { isPlugged: true, isAttached: true },
    { isPlugged: true, isAttached: true },
  ]);
});

test('unplugging closes the connection, and replugged the UKey is free and logged out', async () => {
  desk.plug('JS0001');
  const reader = await plugIn();
  await reader.ask(OPEN_APP);
  expect(await reader.ask(USER_INFO)).toBe('0606019000');
  desk.unplug('JS0001');
  expect(await reader.closed).toBe('closed');
  expect(desk.list()[0]).toMatchObject({ serial: 'JS0001', isPlugged: false, isAttached: false });
  desk.plug('JS0001');
  const again = await plugIn();
  expect(await again.ask(USER_INFO)).toBe('698a');
});

test('a reader that goes leaves the UKey plugged, free and without power', async () => {
  desk.plug('JS0001');
  const reader = await plugIn();
  await reader.ask(OPEN_APP);
  reader.socket.end();
  await reader.closed;
  await expect.poll(() => desk.list()[0]?.isAttached).toBe(false);
  expect(desk.list()[0]?.isPlugged).toBe(true);
  expect(await (await plugIn()).ask(USER_INFO)).toBe('698a');
});

test('the ATR is answered, power messages are not, and each drops the open application', async () => {
  desk.plug('JS0001');
  const reader = await plugIn();
  for (const control of ['00', '01', '02']) {
    await reader.ask(OPEN_APP);
    reader.send(control);
    expect(await reader.ask('04')).toBe('3b8180018080');
    expect(await reader.ask(USER_INFO)).toBe('698a');
  }
});

test.each([
  ['an unknown control', '000105'],
  ['a message of no bytes', '0000'],
])('%s closes the connection and harms nobody', async (_what, bytes) => {
  desk.plug('JS0001');
  desk.plug('JS0002');
  const hostile = await plugIn();
  const other = await plugIn();
  hostile.socket.write(Buffer.from(bytes, 'hex'));
  expect(await hostile.closed).toBe('closed');
  expect(await other.serial()).toBe('JS0002');
});

test('a UKey torn out by its script closes the connection with no answer', async () => {
  desk.plug('JS0001');
  const reader = await plugIn();
  expect(await reader.ask(GEN_RANDOM)).toMatch(/9000$/);
  expect(await reader.ask(GEN_RANDOM)).toBe('closed');
});

test('a host that never reads is not served without bound', async () => {
  desk.plug('JS0001');
  const { socket } = await plugIn();
  socket.pause();
  const command = frame(Buffer.from('80040000000000', 'hex'));
  const flood = Buffer.concat(Array.from({ length: 4000 }, () => command));
  let sent = 0;
  while (socket.write(flood) && sent < 200) sent += 1;
  for (let round = 0; round < 20 && sent < 200; round += 1) {
    await sleep(20);
    if (!socket.writableNeedDrain) {
      socket.write(flood);
      sent += 1;
    }
  }
  expect(sent).toBeLessThan(200);
  expect(desk.list()[0]?.isAttached).toBe(true);
});

test('an unknown serial number is an error, a known one twice too', () => {
  expect(() => desk.plug('JS9999')).toThrow(DeskError);
  expect(() => desk.unplug('JS9999')).toThrow(DeskError);
  expect(() => desk.add(createCard(bareState))).toThrow(DeskError);
  desk.remove('JS0001');
  expect(desk.list().map((entry) => entry.serial)).toEqual(['JS0002']);
});

test('a late release does not end the hold of the next reader', () => {
  desk.plug('JS0001');
  const first = desk.attach(() => {});
  desk.unplug('JS0001');
  desk.plug('JS0001');
  expect(desk.attach(() => {})).toBeDefined();
  first?.release();
  expect(desk.list()[0]?.isAttached).toBe(true);
});

test('attaching to a vpcd that is not there fails with its reason', async () => {
  const free = await serveCards({ desk: createDesk(), port: 0 });
  await free.close();
  await expect(attachToVpcd(createCard(bareState), { port: free.port })).rejects.toThrow('ECONNREFUSED');
});
