import { expect, test } from 'vitest';
import { readReach } from './reach.ts';

test('only public addresses may be called, however they are written', () => {
  const reach = readReach(undefined, true);
  const closed = [
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'not an address',
  ];
  expect(closed.filter((address) => reach.mayCall(address))).toEqual([]);
  expect(['1.1.1.1', '::ffff:1.1.1.1', '2606:4700::1111'].filter((address) => !reach.mayCall(address))).toEqual([]);
});

test('an operator may open addresses of the house; this machine is open outside production alone', () => {
  const reach = readReach('10.2.0.0/16, fd12::1', true);
  expect(['10.2.3.4', 'fd12::1', '10.3.0.1', '127.0.0.1'].map((address) => reach.mayCall(address))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(readReach(undefined, false).mayCall('127.0.0.1')).toBe(true);
  expect(() => readReach('10.0.0.0/99', true)).toThrow();
});
