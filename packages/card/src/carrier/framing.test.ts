import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeframer, FramingError, frame } from './framing.ts';

test('messages come out as they went in, however the stream is cut', () => {
  const message = fc.uint8Array({ minLength: 1, maxLength: 700 });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), fc.array(fc.integer({ min: 0, max: 9 })), (messages, cuts) => {
      const stream = Buffer.concat(messages.map(frame));
      const take = createDeframer();
      const taken: Uint8Array[] = [];
      let offset = 0;
      for (const cut of cuts) {
        taken.push(...take(stream.subarray(offset, offset + cut)));
        offset += cut;
      }
      taken.push(...take(stream.subarray(offset)));
      expect(taken.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(
        messages.map((bytes) => Buffer.from(bytes).toString('hex')),
      );
    }),
  );
});

test('the longest message comes through byte by byte', () => {
  const longest = new Uint8Array(65_535).map((_, index) => index);
  const take = createDeframer();
  const taken: Uint8Array[] = [];
  for (const byte of frame(longest)) taken.push(...take(Uint8Array.of(byte)));
  expect(taken).toHaveLength(1);
  expect(Buffer.compare(Buffer.from(taken[0] ?? []), longest)).toBe(0);
});

test('a message of no bytes is no framing', () => {
  expect(() => createDeframer()(Uint8Array.of(0, 0))).toThrow(FramingError);
  expect(() => frame(new Uint8Array(0))).toThrow(RangeError);
  expect(() => frame(new Uint8Array(65_536))).toThrow(RangeError);
});
