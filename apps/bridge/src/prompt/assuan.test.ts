import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AssuanFault, commandLine, createAnswerReader, LINE_BYTES_MAX, unescapeInto } from './assuan.ts';

const read = (...chunks: (string | Buffer)[]) => {
  const reader = createAnswerReader();
  let answer: ReturnType<typeof reader.feed>;
  for (const chunk of chunks) answer = reader.feed(Buffer.from(chunk)) ?? answer;
  return answer;
};

test('a text cannot end its line: percent signs, line breaks and controls are escaped, Chinese stays', () => {
  expect(commandLine('SETDESC', '客户 100%\nGETPIN\r\0').toString()).toBe('SETDESC 客户 100%25%0AGETPIN%0D%00\n');
});
test('whatever a text holds, it is one line, not too long, whole characters, and its beginning comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
      const line = commandLine('SETDESC', text);
      expect(line.indexOf(10)).toBe(line.length - 1);
      expect(line.length).toBeLessThanOrEqual(LINE_BYTES_MAX + 1);
      const back = Buffer.alloc(2000);
      const length = unescapeInto(back, 0, line.subarray(8, -1));
      expect(Buffer.from(text).subarray(0, length).equals(back.subarray(0, length))).toBe(true);
      if (line.length < LINE_BYTES_MAX - 4) expect(length).toBe(Buffer.byteLength(text));
    }),
  );
});
test('a PIN comes out as it was typed, however the bytes arrive', () => {
  const whole = Buffer.from('D Kx7%25%0a密\nS PIN_REPEATED\n# so\nOK done\n');
  for (let cut = 0; cut < whole.length; cut += 1)
    expect(read(whole.subarray(0, cut), whole.subarray(cut))).toEqual({
      isOk: true,
      data: Buffer.from('Kx7%\n密'),
      status: ['PIN_REPEATED'],
    });
});
test('what was fed in is wiped', () => {
  const chunk = Buffer.from('D Kx7-quiet\nOK\n');
  expect(createAnswerReader().feed(chunk)).toMatchObject({ data: Buffer.from('Kx7-quiet') });
  expect(chunk.every((byte) => byte === 0)).toBe(true);
});
test('an error is its number in libgpg-error, whoever’s', () => {
  expect(read('ERR 83886179 Operation cancelled <Pinentry>\n')).toEqual({ isOk: false, code: 99 });
  expect(read('ERR 83886142\r\n')).toEqual({ isOk: false, code: 62 });
});
test.each([
  ['a question back', 'INQUIRE QUALITY secret\n'],
  ['a line that is none', 'hello\n'],
  ['an empty line', '\n'],
  ['a broken escape', 'D 12%4\n'],
  ['an escape of no hex', 'D 12%zz\n'],
  ['an error without number', 'ERR\n'],
  ['an error with a huge number', 'ERR 99999999999999999999 x\n'],
  ['OK with a word behind it', 'OKAY\n'],
  ['two answers at once', 'OK\nOK\n'],
  ['a line without end', 'D '.padEnd(LINE_BYTES_MAX + 2, 'x')],
  ['data without end', `D ${'x'.repeat(900)}\n`.repeat(30)],
  ['status lines without end', 'S x\n'.repeat(10_000)],
])('%s is a fault that quotes nothing', (_, said) => {
  const fault = (() => {
    try {
      read(said);
      return undefined;
    } catch (error) {
      return error;
    }
  })();
  expect(fault).toBeInstanceOf(AssuanFault);
  expect(String(fault)).not.toMatch(/xx|secret|12/);
});
test('no bytes at all make it throw anything else, or answer with more than it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
      const reader = createAnswerReader();
      try {
        for (const chunk of chunks) reader.feed(Buffer.from(chunk));
      } catch (error) {
        expect(error).toBeInstanceOf(AssuanFault);
      }
    }),
  );
});
