import { CardFault, openApplication, sendCommand, type Transmit, takeChallenge } from '@jiesuo/ceremony';
import { DriverFault } from '../driver.ts';
import type { Ukey } from '../ukey.ts';
import type { Handle, SkfLibrary } from './library.ts';

type Raw = Required<Pick<Ukey, 'takeChallenge' | 'exchange'>>;

/**
 * Asks whether SKF_Transmit reaches a GM/T 0017 card: two challenges, harmless and never the same, then the application's id.
 * @returns undefined where it does not. @throws {DriverFault} only when the UKey is gone or the library hangs.
 */
export async function probeTransmit(
  library: SkfLibrary,
  device: Handle,
  application: string,
): Promise<Raw | undefined> {
  const transmit: Transmit = (apdu) => library.transmit(device, apdu);
  try {
    const [first, second] = [await takeChallenge(transmit), await takeChallenge(transmit)];
    if (first.length !== 8 || second.length !== 8 || first.equals(second)) return undefined;
    const appId = await openApplication(transmit, { application });
    return rawCommands(transmit, appId);
  } catch (fault) {
    if (fault instanceof CardFault || (fault instanceof DriverFault && fault.code === 'fault')) return undefined;
    throw fault;
  }
}

const rawCommands = (transmit: Transmit, appId: Buffer): Raw => ({
  async takeChallenge() {
    try {
      return { appId: appId.toString('hex'), challenge: (await takeChallenge(transmit)).toString('hex') };
    } catch (fault) {
      throw fault instanceof CardFault ? new DriverFault('fault', `${fault.command} 0x${fault.sw}`) : fault;
    }
  },
  exchange: async (apdu) => ({ sw: await sendCommand(transmit, apdu), data: Buffer.alloc(0) }),
});
