import { expect, test } from 'vitest';
import { deviceName } from './device.ts';

test('a browser is named by itself, not by those it imitates', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36';
  expect(deviceName(chrome)).toBe('Chrome · Windows');
  expect(deviceName(`${chrome} Edg/130.0`)).toBe('Edge · Windows');
  expect(deviceName('curl/8.0')).toBe('curl/8.0');
});
