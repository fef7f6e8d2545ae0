import { BlockList, isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { StartFault } from '../startFault.ts';

/** Where webhooks may go. */
export interface Reach {
  /** Plain http and this machine: for the demo and for trying things out, never in production. */
  readonly isLoose: boolean;
  mayCall(address: string): boolean;
}

/**
 * Every block that is not the public internet (IANA's special-purpose registries for IPv4 and IPv6): this machine, private networks,
 * carrier NAT, link-local with the clouds' metadata at 169.254.169.254 and fd00:ec2::254, documentation, multicast,
 * and the ways to write IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo), through which all of these could be reached again.
 */
const closed: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
];

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
const block = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

function blocks(list: readonly (readonly [string, number | undefined])[]): BlockList {
  const all = new BlockList();
  for (const [net, bits] of list) {
    if (bits === undefined) all.addAddress(net, family(net));
    else all.addSubnet(net, bits, family(net));
  }
  return all;
}
/** Apart by family: Node finds an IPv4 address also in an IPv6 rule that covers `::ffff:0:0/96`, which closes every one of them here. */
const notPublic = {
  ipv4: blocks(closed.filter(([net]) => !isIPv6(net))),
  ipv6: blocks(closed.filter(([net]) => isIPv6(net))),
};
const thisMachine = blocks([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** @throws {StartFault} when the setting is not a list of addresses and blocks */
export function readReach(setting: string | undefined, isProduction: boolean): Reach {
  const written = setting?.split(',').map((one) => one.trim()) ?? [];
  if (written.some((one) => !block.safeParse(one).success))
    throw new StartFault('设置 WEBHOOK_ADDRESSES 不正确', 'setting WEBHOOK_ADDRESSES is not valid');
  const allowed = blocks(
    written.map((one) => {
      const [net = '', bits] = one.split('/');
      return [net, bits === undefined ? undefined : Number(bits)] as const;
    }),
  );
  const isLoose = !isProduction;
  return {
    isLoose,
    mayCall(address) {
      const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
      if (isIP(plain) === 0) return false;
      const kind = family(plain);
      if (allowed.check(plain, kind) || (isLoose && thisMachine.check(plain, kind))) return true;
      return !notPublic[kind].check(plain, kind);
    },
  };
}
