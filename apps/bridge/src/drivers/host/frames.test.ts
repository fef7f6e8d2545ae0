import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readFrames, writeFrame } from './frames.ts';

function listen() {
  const pipe = new PassThrough();
  const heard: unknown[] = [];
  let broken = 0;
  readFrames(
    pipe,
    (message) => heard.push(message),
    () => {
      broken += 1;
    },
  );
  return { pipe, heard, broken: () => broken };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('messages arrive whole and in order, however the pipe cuts them', async () => {
  const sent = [
    { id: 1, value: Buffer.from('abc') },
    { id: 2, value: null },
    { id: 3, value: '密码' },
  ];
  const { pipe, heard } = listen();
  const again = new PassThrough();
  again.on('data', (chunk: Buffer) => {
    for (const byte of chunk) pipe.write(Buffer.of(byte));
  });
  for (const message of sent) writeFrame(again, message);
  await settled();
  await settled();
  expect(heard).toEqual(sent);
});

test.each([
  ['a length beyond any message', Buffer.from('7fffffff', 'hex')],
  ['a body that is no message', Buffer.from('00000004ffffffff', 'hex')],
  ['an empty body', Buffer.alloc(4)],
])('%s ends the reading, once', async (_, bytes) => {
  const { pipe, heard, broken } = listen();
  pipe.write(bytes);
  await settled();
  writeFrame(pipe, { id: 1 });
  await settled();
  expect([broken(), heard]).toEqual([1, []]);
});

test('what was received is wiped where it lay: only the message has it', async () => {
  const { pipe, heard } = listen();
  const source = new PassThrough();
  const chunks: Buffer[] = [];
  source.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    pipe.write(chunk);
  });
  writeFrame(source, { pin: Buffer.from('right-pin') });
  await settled();
  await settled();
  expect(Buffer.concat(chunks).includes('right-pin')).toBe(false);
  expect(heard).toEqual([{ pin: Buffer.from('right-pin') }]);
});

test('a message that is too long is not sent', () => {
  expect(() => writeFrame(new PassThrough(), Buffer.alloc(2 ** 20))).toThrow(RangeError);
});
