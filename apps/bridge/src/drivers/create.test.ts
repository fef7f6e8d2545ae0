import { ownModels, readModels } from '@jiesuo/models';
import { expect, test } from 'vitest';
import { librariesFor } from './create.ts';

const { models } = readModels([ownModels]);
const library = (path: string, driver?: 'skf' | 'pkcs11') => ({
  path,
  sha256: '0'.repeat(64),
  ...(driver && { driver }),
});
const libraries = [
  library('/opt/libjiesuo_skf.so'),
  library('/usr/lib/softhsm/libsofthsm2.so'),
  library('/opt/libunknown.so'),
  library('/opt/libjiesuo_skf.so', 'pkcs11'),
];

test('each library goes to the driver that its mark or a model names; one that nobody knows goes to both', () => {
  const paths = (driver: 'skf' | 'pkcs11') => librariesFor(driver, libraries, models).map(({ path }) => path);
  expect(paths('skf')).toEqual(['/opt/libjiesuo_skf.so', '/opt/libunknown.so']);
  expect(paths('pkcs11')).toEqual(['/usr/lib/softhsm/libsofthsm2.so', '/opt/libunknown.so', '/opt/libjiesuo_skf.so']);
});
