import { expect, test } from 'vitest';
import { readLink } from './link.ts';

test('a link is read field by field, and what is not of its form is not said', () => {
  expect(readLink('?ukey=UK26000001&return=https%3A%2F%2Fcrm.example.com%2Fback%3Fa%3D1&state=case-7')).toEqual({
    ukeySerial: 'UK26000001',
    returnTo: 'https://crm.example.com/back?a=1',
    state: 'case-7',
  });
  expect(readLink('?ukey=0012')).toEqual({ ukeySerial: '0012' });
  for (const search of ['', '?', '?ukey=a%20b&return=javascript:alert(1)&state=%E4%B8%AD', '?return=%2Fevil&x=1'])
    expect([search, readLink(search)]).toEqual([search, undefined]);
});
