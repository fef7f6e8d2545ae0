import { CardFault, type Transmit } from '@jiesuo/ceremony';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { PinOutcome, Signature, Ukey } from '../ukey.ts';
import { type ChallengeClock, createChallengeClock } from './challenge.ts';
import type { CardFamily, OpenCard } from './family.ts';
import { ask, forward, select, send } from './iso.ts';
import { type CardKey, digestInfoOf, digestOf, ecdsaSignature, keyNamed, padded, rsaSignature } from './keys.ts';
import { type PinForm, sendPins, triesByVerify } from './pins.ts';
import { readKeys, serialNumber, triesByMetadata } from './piv-objects.ts';
import { tlv, valueAt } from './tlv.ts';

const AID = 'a00000030800001000';
const PIN = 0x80;
const PUK = 0x81;
/** PIN and PUK fill 8 bytes with FF (SP 800-73-4 part 2 §2.4.3). */
const FORM: PinForm = { filler: 0xff, width: 8 };
/** Algorithm identifiers (SP 800-78-4 tables 6-2 and 6-3; 3072 and 4096 as YubiKeys number them). */
const P256 = 0x11;
const RSA_SIZES = new Map([
  [1024, 0x06],
  [2048, 0x07],
  [3072, 0x05],
  [4096, 0x16],
]);
const ADMIN_ALGORITHMS = { '3des-ecb': 0x03, 'aes-128-ecb': 0x08, 'aes-192-ecb': 0x0a, 'aes-256-ecb': 0x0c } as const;

/**
 * PIV cards, YubiKeys among them, by the model's method.
 * `trusted_bridge`, `piv_puk`: `00 2C 00 80 10 PUK‖PIN` (unblock), `00 24 00 81 10 PUK‖next` (rotate), each filled with FF to 8.
 * `challenge_response`, `external_authenticate`, for PIV-like cards whose admin key allows it: `00 87 alg 9B 04 7C 02 81 00 00` →
 * `7C 0A 81 08 C` (takeChallenge) · `00 87 alg 9B 0C 7C 0A 82 08 E(C)` (exchange) · `00 2C 02 80 08 PIN` (setPin); lengths by 3DES.
 */
export const piv: CardFamily = {
  isThere: async (transmit) => (await select(transmit, AID)).sw === '9000',
  async open(transmit, model) {
    const { sw } = await select(transmit, AID);
    if (sw !== '9000') throw new CardFault('Select', sw);
    const serial = await serialNumber(transmit);
    return openCard(transmit, model, serial, await readKeys(transmit));
  },
};

function openCard(transmit: Transmit, model: Model, serial: string, keys: readonly CardKey[]): OpenCard {
  /** The PIN that was right last, for slot 9C, which asks for it before each signature; wiped with the log-in. */
  let known = Buffer.alloc(0);
  const forget = () => {
    known.fill(0);
    known = Buffer.alloc(0);
  };
  const logIn = async (pin: Buffer): Promise<PinOutcome> => {
    const copy = Buffer.from(pin);
    forget();
    try {
      const outcome = await sendPins(transmit, 'Verify', [0x00, 0x20, 0x00, PIN], FORM, [pin]);
      if (outcome === 'right') known = Buffer.from(copy);
      return outcome;
    } finally {
      copy.fill(0);
    }
  };
  const clock = createChallengeClock();
  const user = async () => (await triesByMetadata(transmit, PIN)) ?? triesByVerify(transmit, PIN, model);
  return {
    facts: {
      serial,
      label: model.names.zh,
      maker: model.maker,
      model: model.id,
      certificates: keys.map(({ use, der, key }) => ({ use, der, key })),
      methods: [model.reset.method],
    },
    tries: async () => ({
      user: await user(),
      admin: model.reset.method === 'trusted_bridge' ? await triesByMetadata(transmit, PUK) : null,
    }),
    verifyPin: logIn,
    changePin(oldPin, newPin) {
      forget();
      return sendPins(transmit, 'ChangeReferenceData', [0x00, 0x24, 0x00, PIN], FORM, [oldPin, newPin]);
    },
    async sign(name, message) {
      const key = keyNamed(keys, name);
      if (key.key === '9c') {
        const outcome = await logIn(Buffer.from(known));
        if (outcome !== 'right') throw new CardFault('Verify', '6982');
      }
      return sign(transmit, key, message);
    },
    ...resetBy(transmit, model, clock),
    async clear() {
      forget();
      await send(transmit, [0x00, 0x20, 0xff, PIN], Buffer.alloc(0));
    },
    async stayAwake() {
      if (!clock.isOpen()) await triesByVerify(transmit, PIN, model);
    },
  };
}

type Commands = Partial<Pick<Ukey, 'takeChallenge' | 'exchange' | 'setPin' | 'unblock' | 'rotate'>>;

/** @throws {DriverFault} for a model whose record has no such dialect. */
function resetBy(transmit: Transmit, { reset }: Model, clock: ChallengeClock): Commands {
  if (reset.method === 'trusted_bridge' && reset.via === 'piv_puk')
    return {
      unblock: (secret, newPin) =>
        sendPins(transmit, 'ResetRetryCounter', [0x00, 0x2c, 0x00, PIN], FORM, [secret, newPin]),
      rotate: (secret, next) =>
        sendPins(transmit, 'ChangeReferenceData', [0x00, 0x24, 0x00, PUK], FORM, [secret, next]),
    };
  const algorithm = Object.entries(ADMIN_ALGORITHMS).find(([name]) => 'cipher' in reset && reset.cipher === name)?.[1];
  if (reset.method !== 'challenge_response' || reset.scheme !== 'external_authenticate' || algorithm === undefined)
    throw new DriverFault('fault', `dialect ${reset.method}`);
  const [keyReference, pinReference] = [Number.parseInt(reset.keyRef, 16), Number.parseInt(reset.pinRef, 16)];
  return {
    async takeChallenge() {
      const request = tlv('7c', tlv('81'));
      const head = [0x00, 0x87, algorithm, keyReference] as const;
      const challenge = valueAt(await ask(transmit, 'GeneralAuthenticate', head, request, 0), '7c 81');
      if (!challenge) throw new CardFault('GeneralAuthenticate', '6f00');
      clock.taken();
      return { appId: '', challenge: challenge.toString('hex') };
    },
    exchange(apdu) {
      clock.answered();
      return forward(transmit, apdu);
    },
    setPin: (newPin) => sendPins(transmit, 'ResetRetryCounter', [0x00, 0x2c, 0x02, pinReference], FORM, [newPin]),
  };
}

/** GENERAL AUTHENTICATE: {82 –, 81 input} is answered by {82 signature}; RSA takes a padded block, ECDSA answers DER. */
async function sign(transmit: Transmit, { key, kind, bits }: CardKey, message: Buffer): Promise<Signature> {
  const algorithm = kind === 'rsa' ? (RSA_SIZES.get(bits) ?? 0) : P256;
  const input = kind === 'rsa' ? padded(digestInfoOf(message), bits) : digestOf(message);
  const request = tlv('7c', tlv('82'), tlv('81', input));
  const head = [0x00, 0x87, algorithm, Number.parseInt(key, 16)] as const;
  const answer = valueAt(await ask(transmit, 'GeneralAuthenticate', head, request, 0), '7c 82');
  if (!answer) throw new CardFault('GeneralAuthenticate', '6f00');
  return kind === 'rsa' ? rsaSignature(answer) : ecdsaSignature(answer);
}
