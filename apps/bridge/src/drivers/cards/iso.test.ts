import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forward, send } from './iso.ts';
import { cardKey, ecdsaSignature } from './keys.ts';
import { tlv, valueAt } from './tlv.ts';

const HEAD = [0x00, 0x87, 0x07, 0x9a] as const;
const answering = (...answers: string[]) => {
  const sent: string[] = [];
  const transmit = (apdu: Uint8Array) => {
    sent.push(Buffer.from(apdu).toString('hex'));
    return Promise.resolve(Buffer.from(answers.shift() ?? '6f00', 'hex'));
  };
  return { sent, transmit };
};

test('long data goes in parts, and the card may end it at any of them', async () => {
  const data = Buffer.alloc(600, 7);
  const { sent, transmit } = answering('9000', '9000', '9000');
  expect(await send(transmit, HEAD, data, 0)).toEqual({ sw: '9000', data: Buffer.alloc(0) });
  expect(sent.map((apdu) => [apdu.slice(0, 10), apdu.length / 2])).toEqual([
    ['1087079aff', 260],
    ['1087079aff', 260],
    ['0087079a5a', 96],
  ]);
  const refused = answering('9000', '6982');
  expect((await send(refused.transmit, HEAD, data, 0)).sw).toBe('6982');
  expect(refused.sent).toHaveLength(2);
});

test('data that fills its parts exactly is not followed by an empty one', async () => {
  const { sent, transmit } = answering('9000', '9000');
  await send(transmit, HEAD, Buffer.alloc(510));
  expect(sent.map((apdu) => apdu.slice(0, 2))).toEqual(['10', '00']);
});

test('an answer in parts is put together, and a wrong length is asked again', async () => {
  const parts = answering('0102610261'.slice(0, 4) + '6102', '03046101', '059000');
  expect(await send(parts.transmit, HEAD, Buffer.of(1), 0)).toEqual({ sw: '9000', data: Buffer.of(1, 2, 3, 4, 5) });
  expect(parts.sent.slice(1)).toEqual(['00c0000002', '00c0000001']);
  const length = answering('6c10', 'aa9000');
  expect((await send(length.transmit, HEAD, Buffer.of(1), 0)).data.toString('hex')).toBe('aa');
  expect(length.sent).toEqual(['0087079a010100', '0087079a010110']);
});

test('a card that never ends its answer is given up', async () => {
  const endless = (tail: string) => () => Promise.resolve(Buffer.from(`${tail}61ff`, 'hex'));
  for (const tail of ['', 'ff'.repeat(250)])
    await expect(forward(endless(tail), Buffer.alloc(5))).rejects.toMatchObject({ code: 'fault' });
});

test('objects are found by their path, whatever their lengths, and nothing in what is broken', () => {
  fc.assert(
    fc.property(fc.constantFrom('81', '5c', '7f71', '5fc105'), fc.uint8Array({ maxLength: 700 }), (tag, value) => {
      const whole = tlv('7c', tlv('80', Buffer.of(1)), tlv(tag, value));
      expect(valueAt(whole, `7c ${tag}`)).toEqual(Buffer.from(value));
      expect(valueAt(whole.subarray(0, -1), `7c ${tag}`)).toBeUndefined();
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => void valueAt(noise, '7c 82')));
});

test('an ECDSA answer is r and s in 32 bytes each, or no signature', () => {
  const short = Buffer.from('3008020300ffff02010a'.slice(0, 4) + '020300ffff02010a', 'hex');
  const expected = Buffer.concat([Buffer.alloc(30), Buffer.of(0xff, 0xff), Buffer.alloc(31), Buffer.of(10)]);
  expect(ecdsaSignature(short).signature).toEqual(expected);
  for (const broken of ['', '30', '3006020101020101ff', `3024${'0222'}${'11'.repeat(34)}`, '3003020101'])
    expect(() => ecdsaSignature(Buffer.from(broken, 'hex'))).toThrow('sign: 6f00');
});

test('bytes that are no certificate are no key, and hide no other', () => {
  expect(cardKey('9a', Buffer.from('3003020101', 'hex'))).toBeUndefined();
});
