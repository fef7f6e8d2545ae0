import { type FailureCode, pinTries, type UkeyClaim } from '@jiesuo/ceremony';
import type { Driver } from '../drivers/driver.ts';
import { openEach } from './ukey.ts';

/** What every plugged UKey says of itself: claims, all of it. At most 4. */
export async function readUkeys(
  drivers: readonly Driver[],
  profile: { readonly id: string; readonly application: string },
): Promise<{ claims: UkeyClaim[]; faults: readonly FailureCode[] }> {
  const claims: UkeyClaim[] = [];
  const { faults } = await openEach(drivers, profile.application, async (ukey) => {
    if (claims.length >= 4) return false;
    const certificates = ukey.containers.flatMap((c) =>
      c.certificates.map((k) => ({ use: k.use, der: k.der.toString('base64url') })),
    );
    claims.push({
      claimedSerial: ukey.info.serial,
      label: ukey.info.label,
      maker: ukey.info.maker,
      profile: profile.id,
      certificates: certificates.slice(0, 4),
      userTries: await pinTries(ukey.transmit, ukey.appId, 'user'),
      adminTries: await pinTries(ukey.transmit, ukey.appId, 'admin'),
    });
    return false;
  });
  return { claims, faults };
}
