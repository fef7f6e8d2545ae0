import {
  CardFault,
  type Container,
  clearSecureState,
  containers,
  type DeviceInfo,
  deviceInfo,
  type FailureCode,
  openApplication,
  pinTries,
  signRsa,
  signSm2,
  type Transmit,
} from '@jiesuo/ceremony';
import { parseCertificate, rsaDigestInfo, sm2Digest } from '@jiesuo/certificate';
import { type Channel, type Driver, DriverFault } from '../drivers/driver.ts';

/** An open UKey, held exclusively. Commands run one at a time; a harmless one each second keeps the system from resetting an idle card (Windows: 5 s). */
export interface OpenUkey {
  readonly info: DeviceInfo;
  readonly appId: Buffer;
  readonly containers: readonly Container[];
  readonly transmit: Transmit;
  /** ClearSecureState, then disconnect with reset. Never throws. */
  release(): Promise<void>;
}

const keepAwakeMs = 1000;

async function open(channel: Channel, application: string): Promise<OpenUkey> {
  let last: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const transmit: Transmit = (apdu) => {
    const turn = last.then(async () => {
      isBusy = true;
      try {
        return await channel.transmit(apdu);
      } finally {
        isBusy = false;
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const info = await deviceInfo(transmit);
  const appId = await openApplication(transmit, { application });
  const found = await containers(transmit, appId);
  // GetPINInfo, never GenRandom: a new challenge would put the answered one out of force.
  const awake = setInterval(() => {
    if (!isBusy) pinTries(transmit, appId, 'user').catch(() => undefined);
  }, keepAwakeMs);
  awake.unref();
  return {
    info,
    appId,
    containers: found,
    transmit,
    async release() {
      clearInterval(awake);
      await clearSecureState(transmit, appId).catch(() => undefined);
      await channel.disconnect();
    },
  };
}

/** Opens what is plugged in, one after another; gives each to `take`, which answers true to keep it. What is not kept is released. */
export async function openEach(
  drivers: readonly Driver[],
  application: string,
  take: (ukey: OpenUkey) => boolean | Promise<boolean>,
): Promise<{ slots: number; faults: FailureCode[] }> {
  const faults: FailureCode[] = [];
  let slots = 0;
  for (const driver of drivers) {
    for (const slot of (await driver.list()).slots) {
      slots++;
      let channel: Channel | undefined;
      try {
        channel = await slot.connect();
        const ukey = await open(channel, application);
        if (await take(ukey)) return { slots, faults };
        await ukey.release();
      } catch (fault) {
        await channel?.disconnect();
        faults.push(failureOf(fault));
      }
    }
  }
  return { slots, faults };
}

/** Folds what drivers and cards throw into the closed set. */
export function failureOf(fault: unknown): FailureCode {
  if (fault instanceof DriverFault)
    return ({ removed: 'ukey_removed', busy: 'ukey_busy', time_out: 'time_out', fault: 'ukey_fault' } as const)[
      fault.code
    ];
  if (fault instanceof CardFault) return 'ukey_fault';
  throw fault;
}

export const signingCertificate = (container: Container): Buffer | undefined =>
  container.certificates.find((c) => c.use === 'sign')?.der;

/** Signs M with the container's key. @throws CardFault when K refuses. */
export async function signProof(
  ukey: OpenUkey,
  container: Container,
  message: Uint8Array,
): Promise<{ algorithm: 'sm2-sm3' | 'rsa-sha256'; signature: Buffer }> {
  const der = signingCertificate(container);
  if (!der) throw new CardFault('sign', '6a88');
  const { key } = parseCertificate(der);
  if (container.kind === 'rsa')
    return {
      algorithm: 'rsa-sha256',
      signature: await signRsa(ukey.transmit, ukey.appId, container.id, rsaDigestInfo(message)),
    };
  if (!key.point) throw new CardFault('sign', '6a88');
  return {
    algorithm: 'sm2-sm3',
    signature: await signSm2(ukey.transmit, ukey.appId, container.id, sm2Digest(key.point, message)),
  };
}
