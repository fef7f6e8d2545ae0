import fc from 'fast-check';
import { expect, test } from 'vitest';
import { membersOf } from './members.ts';

test('each member is the very text that stands there', () => {
  const text = ' {"a" : {"b":"}\\"]","c":[1,{"sign":2}]} , "sign":"x\\\\", "n": -1.5e3,"t":true,"z":[ ]}\n';
  expect(Object.fromEntries(membersOf(text) ?? [])).toEqual({
    a: '{"b":"}\\"]","c":[1,{"sign":2}]}',
    sign: '"x\\\\"',
    n: '-1.5e3',
    t: 'true',
    z: '[ ]',
  });
});

test('for every object the texts mean what the object means, however it is spaced', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, '\t'), (said, space) => {
      const text = JSON.stringify(said, null, space);
      const members = membersOf(text);
      const meant = Object.fromEntries([...(members ?? [])].map(([name, value]) => [name, JSON.parse(value)]));
      expect(meant).toEqual(JSON.parse(text));
    }),
  );
});

test('what is no object, or names a member twice, has no members', () => {
  for (const text of ['', 'null', '[]', '"a"', '{', '{"a":1,}', '{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '1{"a":1}'])
    expect(membersOf(text), text).toBeUndefined();
});
