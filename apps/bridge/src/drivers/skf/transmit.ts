import {
  CardFault,
  type Dialect,
  frame,
  openApplication,
  sendCommand,
  type Transmit,
  takeChallenge,
} from '@jiesuo/ceremony';
import type { Quirks } from '@jiesuo/models';
import { plainWord } from '../cards/outcome.ts';
import { DriverFault } from '../driver.ts';
import type { Ukey } from '../ukey.ts';
import type { Handle, SkfLibrary } from './library.ts';

type Raw = Required<Pick<Ukey, 'takeChallenge' | 'exchange'>>;

/**
 * Asks whether SKF_Transmit reaches a GM/T 0017 card: two challenges, harmless and never the same, then the application's id.
 * @param form of the model's record: how the lengths of its commands stand on the wire.
 * @returns undefined where it does not. @throws {DriverFault} only when the UKey is gone or the library hangs.
 */
export async function probeTransmit(
  library: Pick<SkfLibrary, 'transmit'>,
  device: Handle,
  application: string,
  form: Pick<Dialect, 'headerLength' | 'lcEndian'>,
  quirks: Quirks = {},
): Promise<Raw | undefined> {
  const transmit: Transmit = (apdu) => library.transmit(device, frame(form, apdu));
  try {
    const [first, second] = [await takeChallenge(transmit), await takeChallenge(transmit)];
    if (first.length !== 8 || second.length !== 8 || first.equals(second)) return undefined;
    const appId = await openApplication(transmit, { application });
    return rawCommands(transmit, appId, quirks);
  } catch (fault) {
    if (fault instanceof CardFault || (fault instanceof DriverFault && fault.code === 'fault')) return undefined;
    throw fault;
  }
}

const rawCommands = (transmit: Transmit, appId: Buffer, quirks: Quirks): Raw => ({
  async takeChallenge() {
    try {
      return { appId: appId.toString('hex'), challenge: (await takeChallenge(transmit)).toString('hex') };
    } catch (fault) {
      throw fault instanceof CardFault ? new DriverFault('fault', `${fault.command} 0x${fault.sw}`) : fault;
    }
  },
  exchange: async (apdu) => ({ sw: plainWord(await sendCommand(transmit, apdu), quirks), data: Buffer.alloc(0) }),
});
