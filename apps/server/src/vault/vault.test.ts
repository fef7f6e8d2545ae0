import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createPersonal } from '../personal/personal.ts';
import { createVault } from './vault.ts';

const master = randomBytes(32);
const vault = createVault(master);
const pin = 'Q7x2-vB9m-K4tz-1';

test('a secret is used and wiped, also when its use fails', () => {
  const sealed = vault.seal('row', pin);
  let kept: Buffer = Buffer.alloc(0);
  expect(
    vault.withSecret('row', sealed, (secret) => {
      kept = secret;
      return secret.toString();
    }),
  ).toBe(pin);
  expect(kept).toEqual(Buffer.alloc(pin.length));
  const failing = () =>
    vault.withSecret('row', sealed, (secret) => {
      kept = secret;
      throw new Error('card');
    });
  expect(failing).toThrow('card');
  expect(kept).toEqual(Buffer.alloc(pin.length));
});

test('a secret cannot wait for a network', () => {
  const sealed = vault.seal('row', pin);
  expect(() => vault.withSecret('row', sealed, async () => undefined)).toThrow('synchronously');
});

test('a secret moved to another row does not open', () => {
  const sealed = vault.seal('row', pin);
  expect(() => vault.withSecret('other', sealed, String)).toThrow('changed or moved');
});

test('neither key opens what the other sealed', () => {
  const personal = createPersonal(master);
  const place = 'admin_secrets.sealed:row';
  expect(() => personal.open(place, vault.seal('row', pin))).toThrow('another key');
  expect(() => vault.withSecret('row', personal.seal(place, pin), String)).toThrow('another key');
});

test('two equal secrets have one digest, which another installation cannot compare', () => {
  expect(vault.digest(pin)).toBe(createVault(master).digest(pin));
  expect(vault.digest(pin)).not.toBe(vault.digest(`${pin}.`));
  expect(vault.digest(pin)).not.toBe(createVault(randomBytes(32)).digest(pin));
  expect(vault.digest(pin)).not.toContain(pin);
});
