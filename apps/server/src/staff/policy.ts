import { BlockList, isIP, isIPv6 } from 'node:net';
import { type SessionPolicy, sessionPolicyShape } from '@jiesuo/contract/console';
import type { Db, Trx } from '../context.ts';

/** Where the policy is kept among the settings; `settings.change` does not know this name. */
export const policyKey = 'staffSessions';

/**
 * 15 minutes idle: a desk that was left is closed before a passer-by finds it (GB/T 22239-2019 8.1.4.1 b asks for an end by time-out).
 * 10 hours in all: a working day with overtime, and never the next morning; ASVS 7.3.2 and NIST SP 800-63B-4 AAL2 allow up to 24.
 */
const defaults: SessionPolicy = { idleMinutes: 15, absoluteHours: 10, allowList: [] };

/** A value that no longer fits its shape counts as never set. */
export const policyFrom = (value: unknown): SessionPolicy => sessionPolicyShape.safeParse(value).data ?? defaults;

export async function readPolicy(db: Db | Trx, caId: string): Promise<SessionPolicy> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('ca_id', '=', caId)
    .where('key', '=', policyKey)
    .executeTakeFirst();
  return policyFrom(row?.value);
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** Whether the console may be used from there. An empty list allows everything; an IPv4 address written as IPv6 (`::ffff:…`) is the IPv4 address. */
export function isAllowed(allowList: readonly string[], address: string): boolean {
  if (allowList.length === 0) return true;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 0) return false;
  const allowed = new BlockList();
  for (const block of allowList) {
    const [net = '', bits] = block.split('/');
    if (bits === undefined) allowed.addAddress(net, family(net));
    else allowed.addSubnet(net, Number(bits), family(net));
  }
  return allowed.check(plain, family(plain));
}
