import { expect, test } from 'vitest';
import { peerUser } from './peer.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (local: string, remote: string, state: string, uid: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 4711 1 0 20 4 30 10 -1\n`;
const peer = { remoteAddress: '127.0.0.1', remotePort: 0xb2f4, localAddress: '127.0.0.1', localPort: 17_480 };

test('the peer’s own row tells its user, ours does not', () => {
  const table =
    head + row('0100007F:4448', '0100007F:B2F4', '01', 0) + row('0100007F:B2F4', '0100007F:4448', '01', 1000);
  expect(peerUser(table, peer)).toBe(1000);
});
test('a peer that connects from an IPv6 socket is found', () => {
  expect(
    peerUser(
      head + row('0000000000000000FFFF00000100007F:B2F4', '0000000000000000FFFF00000100007F:4448', '01', 1001),
      peer,
    ),
  ).toBe(1001);
  const six = { ...peer, remoteAddress: '::1', localAddress: '::1' };
  expect(
    peerUser(
      head + row('00000000000000000000000001000000:B2F4', '00000000000000000000000001000000:4448', '01', 1002),
      six,
    ),
  ).toBe(1002);
});
test('a socket that is closing says nothing: the kernel writes user 0 there', () => {
  expect(peerUser(head + row('0100007F:B2F4', '0100007F:4448', '06', 0), peer)).toBeUndefined();
});
