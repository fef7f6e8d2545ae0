import { newSealKey, newSigningKey, sha256, signMessage } from '@jiesuo/ceremony';
import { expect, test } from 'vitest';
import { everyEngine } from '../trial.ts';
import { windowVisitor } from './reset.stage.ts';
import { isBridgeTooOld } from './version.ts';

test('only versions from the oldest supported on are spoken to', () => {
  expect(['0.1.0', '0.1.1', '0.2.0', '1.0.0', '0.1.0-beta.1'].map(isBridgeTooOld)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(['0.0.9', '', '1', 'latest', '1.2.3.4', '9999999.0.0'].map(isBridgeTooOld)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
});

everyEngine('a bridge that is too old is told so, and so is the page that waits for it', async (t) => {
  const customer = await t.customer();
  const { pairing, code } = await customer.ok('ceremonies.pair', { purpose: 'read' });
  const keys = newSigningKey();
  const hello = {
    v: 1,
    type: 'hello',
    pairing: sha256(Buffer.from(code)).toString('hex'),
    signKey: keys.publicKey.toString('base64url'),
    sealKey: Buffer.from((await newSealKey()).publicKey).toString('base64url'),
    version: '0.0.9',
  };
  const refused = await windowVisitor(t).refused('ceremonies.redeem', {
    code,
    hello: signMessage(hello, keys.privateKey),
  });
  expect(refused.code).toBe('bridge_too_old');
  expect(await customer.ok('ceremonies.watch', { pairing })).toMatchObject({ state: 'too_old', ukeys: null });
});
