import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ended } from './ended.ts';
import { frameOf, MESSAGE_BYTES_MAX } from './framing.ts';
import { host } from './nativeMessaging.ts';

const id = 'abcdefghijklmnopabcdefghijklmnop';
const origin = 'https://reset.example.cn';
const code = 'AbCdEfGhIjKlMnOpQr_-Uv';
const ask = { v: 1, ask: 'dial', code, portal: origin };
const cancelled: Ended = { stage: 'failed', failure: 'cancelled' };

/** Starts a host over pipes, as a browser does; `input` is what the browser writes. */
function start(
  input: Buffer | readonly Buffer[],
  options: { caller?: string; isOpen?: boolean; dial?: (signal: AbortSignal) => Promise<Ended> } = {},
) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const dialled: (string | undefined)[][] = [];
  const over = host({
    caller: options.caller ?? `chrome-extension://${id}/`,
    extensionIds: [id],
    portals: [origin],
    version: '0.1.0',
    input: stdin,
    output: stdout,
    dial(given, portal, language, signal) {
      dialled.push([given, portal, ...(language === undefined ? [] : [language])]);
      return options.dial?.(signal) ?? Promise.resolve(cancelled);
    },
  });
  for (const piece of Buffer.isBuffer(input) ? [input] : input) stdin.write(piece);
  if (options.isOpen !== true) stdin.end();
  const said = async () => {
    const code = await over;
    const bytes: Buffer = (stdout.read() as Buffer | null) ?? Buffer.alloc(0);
    const answers: unknown[] = [];
    for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32LE(at))
      answers.push(JSON.parse(bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at)).toString()));
    return { code, answers };
  };
  return { stdin, said, dialled };
}
const refused = (why: string) => ({ code: 1, answers: [{ v: 1, is: 'refused', why }] });

test('the code is dialled at the portal that the browser attests, and its end is told', async () => {
  const { said, dialled } = start(frameOf(ask), { isOpen: true });
  expect(await said()).toEqual({
    code: 1,
    answers: [
      { v: 1, is: 'started' },
      { v: 1, is: 'ended', stage: 'failed', failure: 'cancelled' },
    ],
  });
  expect(dialled).toEqual([[code, origin]]);
});
test('a page may name the language of the dialogs, one of two', async () => {
  const { said, dialled } = start(frameOf({ ...ask, language: 'en' }), { isOpen: true });
  await said();
  expect(dialled).toEqual([[code, origin, 'en']]);
});
test('a message may come in any pieces', async () => {
  const bytes = frameOf({ v: 1, ask: 'present' });
  const { said } = start([...bytes].map((byte) => Buffer.from([byte])));
  expect(await said()).toEqual({ code: 0, answers: [{ v: 1, is: 'present', version: '0.1.0' }] });
});
test.each([
  'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/',
  `chrome-extension://${id}`,
  `chrome-extension://${id}/x`,
  `https://${id}/`,
  '',
])('an extension of another id (%j) is refused before it is heard', async (caller) => {
  const { said, dialled } = start(frameOf(ask), { caller });
  expect(await said()).toEqual(refused('extension'));
  expect(dialled).toEqual([]);
});
test.each(['https://evil.example', `${origin}/`, `${origin}.evil.example`, ''])(
  'the portal %j is not dialled',
  async (portal) => {
    const { said, dialled } = start(frameOf({ ...ask, portal }));
    expect(await said()).toEqual(refused('portal'));
    expect(dialled).toEqual([]);
  },
);
test.each([
  ['nothing', Buffer.alloc(0)],
  ['half a length', Buffer.from([1, 0])],
  ['a length of none', Buffer.alloc(4)],
  ['more than 8 KiB', Buffer.concat([Buffer.from(Uint32Array.of(MESSAGE_BYTES_MAX + 1).buffer), Buffer.alloc(100)])],
  ['4 GiB', Buffer.from('ffffffff', 'hex')],
  ['a message cut short', frameOf(ask).subarray(0, -1)],
  ['no JSON', Buffer.concat([Buffer.from(Uint32Array.of(3).buffer), Buffer.from('{"a')])],
  ['no UTF-8', Buffer.concat([Buffer.from(Uint32Array.of(3).buffer), Buffer.from('22ff22', 'hex')])],
  ['an unknown field', frameOf({ ...ask, config: '/tmp/x' })],
  ['a third language', frameOf({ ...ask, language: 'zh-TW' })],
  ['an unknown verb', frameOf({ ...ask, ask: 'run' })],
  ['another version', frameOf({ ...ask, v: 2 })],
  ['a code of another shape', frameOf({ ...ask, code: `${code}x` })],
  ['a list', frameOf([ask])],
])('%s is refused and nothing is dialled', async (_, bytes) => {
  const { said, dialled } = start(bytes);
  expect(await said()).toEqual(refused('message'));
  expect(dialled).toEqual([]);
});
test('no bytes at all do anything else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const { said, dialled } = start(Buffer.from(bytes));
      expect((await said()).code).toBe(1);
      expect(dialled).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
test('only the first message counts', async () => {
  const { said, dialled } = start(Buffer.concat([frameOf(ask), frameOf(ask)]), { isOpen: true });
  await said();
  expect(dialled).toHaveLength(1);
});
test('a browser that closes ends what is under way', async () => {
  const { stdin, said } = start(frameOf(ask), {
    isOpen: true,
    dial: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(cancelled))),
  });
  setTimeout(() => stdin.end(), 50);
  expect((await said()).answers).toHaveLength(2);
});
test('a trouble is told by its code, the portal’s own sentence is not passed on', async () => {
  const tell = (end: Ended) => start(frameOf(ask), { isOpen: true, dial: () => Promise.resolve(end) }).said();
  const answers = async (end: Ended) => (await tell(end)).answers[1];
  expect(await answers({ stage: 'stopped', trouble: 'prompt_no_session' })).toEqual({
    v: 1,
    is: 'stopped',
    trouble: 'prompt_no_session',
  });
  expect(await answers({ stage: 'stopped', sentence: '这个KEY正在另一处。' })).toEqual({
    v: 1,
    is: 'stopped',
    trouble: 'portal',
  });
});
