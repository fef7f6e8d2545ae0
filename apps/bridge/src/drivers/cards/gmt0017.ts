import {
  CardFault,
  type Container,
  changeUserPin,
  clearSecureState,
  containers,
  deviceInfo,
  frame,
  type MethodProfile,
  openApplication,
  pinTries,
  sendCommand,
  signRsa,
  signSm2,
  type Transmit,
  takeChallenge,
  verifyUserPin,
} from '@jiesuo/ceremony';
import { parseCertificate, rsaDigestInfo, sm2Digest } from '@jiesuo/certificate';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { Certificate, PinOutcome, Signature } from '../ukey.ts';
import type { CardFamily, OpenCard } from './family.ts';
import { gmt0017Words, outcomeOf, plainWord } from './outcome.ts';

/** `GM/T 0017` cards (docs/protocol.md §1): the dialect is the model's data. */
export const gmt0017: CardFamily = {
  async isThere(transmit, model) {
    try {
      const dialect = dialectOf(model);
      await openApplication(framed(transmit, dialect), dialect);
      return true;
    } catch (fault) {
      if (fault instanceof CardFault) return false;
      throw fault;
    }
  },
  async open(raw, model) {
    const dialect = dialectOf(model);
    const transmit = framed(raw, dialect);
    const info = await deviceInfo(transmit);
    const appId = await openApplication(transmit, dialect);
    const found = await containers(transmit, appId);
    const plain = (sw: string) => plainWord(sw, model.quirks);
    return openCard({ transmit, dialect, appId, found, plain }, { ...info, model: model.id });
  },
};

const framed =
  (transmit: Transmit, dialect: MethodProfile): Transmit =>
  (apdu) =>
    transmit(frame(dialect, apdu));

/** @throws {DriverFault} for a model whose record has no such dialect. */
function dialectOf({ id, reset }: Model): MethodProfile {
  if (reset.method !== 'gmt0017') throw new DriverFault('fault', `dialect ${reset.method}`);
  const { application, pinHash, cipher, lcInMac, lcEndian, headerLength } = reset;
  return { id, application, pinHash, cipher, lcInMac, lcEndian, headerLength };
}

interface Opened {
  readonly transmit: Transmit;
  readonly dialect: MethodProfile;
  readonly appId: Buffer;
  readonly found: readonly Container[];
  /** A status word without this maker's own way to count. */
  readonly plain: (sw: string) => string;
}

function openCard(
  { transmit, dialect, appId, found, plain }: Opened,
  info: Pick<OpenCard['facts'], 'serial' | 'label' | 'maker' | 'model'>,
): OpenCard {
  let isLoggedIn = false;
  const judge = (command: string, sw: string) => outcomeOf(command, plain(sw), gmt0017Words);
  const logIn = async (pin: Buffer): Promise<PinOutcome> => {
    const outcome = judge('VerifyPIN', await verifyUserPin(transmit, dialect, appId, pin));
    isLoggedIn = outcome === 'right';
    return outcome;
  };
  return {
    facts: { ...info, certificates: found.flatMap(certificatesOf), methods: ['gmt0017'] },
    async tries() {
      return { user: await pinTries(transmit, appId, 'user'), admin: await pinTries(transmit, appId, 'admin') };
    },
    async verifyPin(pin) {
      try {
        return await logIn(pin);
      } finally {
        pin.fill(0);
      }
    },
    async changePin(oldPin, newPin) {
      try {
        // CHANGE needs a log-in, and that is where a wrong old PIN costs its try.
        const outcome = isLoggedIn ? 'right' : await logIn(oldPin);
        if (outcome !== 'right') return outcome;
        return judge('ChangePIN', await changeUserPin(transmit, dialect, appId, oldPin, newPin));
      } finally {
        oldPin.fill(0);
        newPin.fill(0);
      }
    },
    sign: (key, message) => sign(transmit, appId, found, key, message),
    async takeChallenge() {
      return { appId: appId.toString('hex'), challenge: (await takeChallenge(transmit)).toString('hex') };
    },
    exchange: async (apdu) => ({ sw: plain(await sendCommand(transmit, apdu)), data: Buffer.alloc(0) }),
    async clear() {
      isLoggedIn = false;
      await clearSecureState(transmit, appId);
    },
    // GetPINInfo, never GenRandom: a new challenge would put the answered one out of force.
    async stayAwake() {
      await pinTries(transmit, appId, 'user');
    },
  };
}

const certificatesOf = ({ id, certificates }: Container): readonly Certificate[] =>
  certificates.map(({ use, der }) => ({ use, der, key: id.toString('hex') }));

async function sign(
  transmit: Transmit,
  appId: Buffer,
  found: readonly Container[],
  key: string,
  message: Buffer,
): Promise<Signature> {
  const container = found.find(({ id }) => id.toString('hex') === key);
  const certificate = container?.certificates.find(({ use }) => use === 'sign');
  if (!container || !certificate) throw new CardFault('sign', '6a88');
  if (container.kind === 'rsa')
    return {
      algorithm: 'rsa-sha256',
      signature: await signRsa(transmit, appId, container.id, rsaDigestInfo(message)),
    };
  const { point } = parseCertificate(certificate.der).key;
  if (!point) throw new CardFault('sign', '6a88');
  return {
    algorithm: 'sm2-sm3',
    signature: await signSm2(transmit, appId, container.id, sm2Digest(point, message)),
  };
}
