import type { FailureCode, UkeyClaim } from '@jiesuo/ceremony';
import type { Driver } from '../drivers/ukey.ts';
import { openEach } from './ukey.ts';

const CLAIMS_MAX = 4;
const CERTIFICATES_MAX = 4;

/** What every plugged UKey says of itself: claims, all of it. At most 4; one that two drivers reach is told once. */
export async function readUkeys(
  drivers: readonly Driver[],
): Promise<{ claims: UkeyClaim[]; faults: readonly FailureCode[] }> {
  const claims: UkeyClaim[] = [];
  const { faults, lost } = await openEach(drivers, async (ukey) => {
    const { facts } = ukey;
    if (claims.length >= CLAIMS_MAX || claims.some(({ claimedSerial }) => claimedSerial === facts.serial)) return false;
    const { user, admin } = await ukey.tries();
    claims.push({
      claimedSerial: facts.serial,
      label: facts.label,
      maker: facts.maker,
      profile: facts.model,
      certificates: facts.certificates
        .slice(0, CERTIFICATES_MAX)
        .map(({ use, der }) => ({ use, der: der.toString('base64url') })),
      userTries: user,
      adminTries: admin,
    });
    return false;
  });
  return { claims, faults: [...faults, ...lost] };
}
