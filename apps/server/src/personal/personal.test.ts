import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createPersonal } from './personal.ts';

const master = randomBytes(32);
const personal = createPersonal(master);
const place = 'accounts.contact_sealed:1';

describe('sealed fields', () => {
  test.each(['张三', '', 'a'.repeat(10_000), '\u0000'])('what is sealed opens again (%#)', (text) => {
    expect(personal.open(place, personal.seal(place, text))).toBe(text);
  });

  test('the same text never seals to the same envelope, and none shows it', () => {
    const sealed = [personal.seal(place, '13800000000'), personal.seal(place, '13800000000')];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed.join()).not.toContain('13800000000');
    expect(sealed[0]).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
  });

  test('an envelope moved to another row or column does not open', () => {
    const sealed = personal.seal(place, '张三');
    for (const other of ['accounts.contact_sealed:2', 'accounts.email_sealed:1', '', `${place} `])
      expect(() => personal.open(other, sealed)).toThrow('changed or moved');
  });

  test('an envelope changed in any character does not open', () => {
    const sealed = personal.seal(place, '张三');
    for (let i = 0; i < sealed.length; i++) {
      // The last character may hold unused bits: four spellings of it are the same bytes.
      const step = i === sealed.length - 1 ? 32 : 1;
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const at = alphabet.indexOf(sealed[i] ?? '');
      const changed = sealed.slice(0, i) + (alphabet[(at + step) % 64] ?? '.') + sealed.slice(i + 1);
      expect(() => personal.open(place, changed), changed).toThrow();
    }
    for (const cut of [sealed.slice(0, -4), sealed.slice(0, 30), '', 'v1', `${sealed}.`, ` ${sealed}`])
      expect(() => personal.open(place, cut)).toThrow();
  });

  test('another master key opens nothing and says that it is another', () => {
    const sealed = personal.seal(place, '张三');
    expect(() => createPersonal(randomBytes(32)).open(place, sealed)).toThrow('another key');
    expect(createPersonal(master).open(place, sealed)).toBe('张三');
  });

  test('an error never holds the text', () => {
    const sealed = personal.seal(place, 'SECRET');
    expect(() => personal.open('elsewhere', sealed)).toThrow(/^(?!.*SECRET)/s);
  });
});

describe('blind index', () => {
  test('equal texts have equal indexes, of one kind and one key only', () => {
    const index = personal.index('mobile', '13800000000');
    expect(createPersonal(master).index('mobile', '13800000000')).toBe(index);
    expect(personal.index('address', '13800000000')).not.toBe(index);
    expect(personal.index('mobile', '13800000001')).not.toBe(index);
    expect(createPersonal(randomBytes(32)).index('mobile', '13800000000')).not.toBe(index);
    expect(index).toMatch(/^[\w-]{43}$/);
  });
});
