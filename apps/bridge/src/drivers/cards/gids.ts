import { CardFault, type Transmit } from '@jiesuo/ceremony';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { Signature, Ukey } from '../ukey.ts';
import { createChallengeClock } from './challenge.ts';
import type { CardFamily, OpenCard } from './family.ts';
import { cardId, readKeys, readObject } from './gids-files.ts';
import { ask, forward, select, send } from './iso.ts';
import { type CardKey, digestInfoOf, digestOf, ecdsaSignature, keyNamed, rsaSignature } from './keys.ts';
import { type PinForm, sendPins, triesByVerify } from './pins.ts';
import { tlv, valueAt } from './tlv.ts';

const AID = 'a00000039742544659';
const CHALLENGE = 16;
/** Key sizes of RSA in a security environment (GIDS 12.5.3.1); 50 is PKCS#1 v1.5, 10 a bare digest. */
const RSA_SIZES = new Map([
  [1024, 0x06],
  [2048, 0x07],
  [3072, 0x08],
  [4096, 0x09],
]);

/**
 * GIDS cards. The admin key is proved by two GENERAL AUTHENTICATE, mutual; then `00 2C 02 80 <new PIN>`:
 * `00 22 C1 A4 03 83 01 80` · `00 87 00 00 14 7C 12 81 10 R1 00` → `7C 12 81 10 R2` (takeChallenge; R1 is the server's) ·
 * `00 87 00 00 2C 7C 2A 82 28 E(R2‖R1‖Z1) 00` → `7C 2A 82 28 E(R1‖R2‖Z2)` (exchange; lengths by 3DES) · setPin.
 */
export const gids: CardFamily = {
  isThere: async (transmit) => (await select(transmit, AID)).sw === '9000',
  async open(transmit, model) {
    const { sw } = await select(transmit, AID);
    if (sw !== '9000') throw new CardFault('Select', sw);
    const serial = await cardId(transmit);
    return openCard(transmit, model, serial, await readKeys(transmit));
  },
};

function openCard(transmit: Transmit, model: Model, serial: string, keys: readonly CardKey[]): OpenCard {
  const { keyReference, pinReference, form } = dialectOf(model);
  const pinCommand = (name: string, ins: number, p1: number, pins: readonly Buffer[]) =>
    sendPins(transmit, name, [0x00, ins, p1, pinReference], form, pins);
  const clock = createChallengeClock();
  const tries = async () => (await triesByObject(transmit)) ?? triesByVerify(transmit, pinReference, model);
  const answerChallenge: Pick<Required<Ukey>, 'takeChallenge' | 'exchange' | 'setPin'> = {
    async takeChallenge(host) {
      if (host.length !== CHALLENGE) throw new DriverFault('fault', 'the host challenge has 16 bytes');
      await ask(transmit, 'ManageSecurityEnvironment', [0x00, 0x22, 0xc1, 0xa4], tlv('83', Buffer.of(keyReference)));
      const request = tlv('7c', tlv('81', host));
      const answer = await ask(transmit, 'GeneralAuthenticate', [0x00, 0x87, 0x00, 0x00], request, 0);
      const challenge = valueAt(answer, '7c 81');
      if (challenge?.length !== CHALLENGE) throw new CardFault('GeneralAuthenticate', '6f00');
      clock.taken();
      return { appId: '', challenge: challenge.toString('hex') };
    },
    exchange(apdu) {
      clock.answered();
      return forward(transmit, apdu);
    },
    setPin: (newPin) => pinCommand('ResetRetryCounter', 0x2c, 2, [newPin]),
  };
  return {
    facts: {
      serial,
      label: model.names.zh,
      maker: model.maker,
      model: model.id,
      certificates: keys.map(({ use, der, key }) => ({ use, der, key })),
      methods: ['challenge_response'],
    },
    tries: async () => ({ user: await tries(), admin: null }),
    verifyPin: (pin) => pinCommand('Verify', 0x20, 0, [pin]),
    changePin: (oldPin, newPin) => pinCommand('ChangeReferenceData', 0x24, 0, [oldPin, newPin]),
    sign: async (key, message) => sign(transmit, keyNamed(keys, key), message),
    ...answerChallenge,
    async clear() {
      await send(transmit, [0x00, 0x20, 0x00, 0x82], Buffer.alloc(0));
    },
    async stayAwake() {
      if (!clock.isOpen()) await tries();
    },
  };
}

/** @throws {DriverFault} for a model whose record has no such dialect. */
function dialectOf({ reset, pin }: Model): { keyReference: number; pinReference: number; form: PinForm } {
  if (reset.method !== 'challenge_response' || reset.scheme !== 'gids')
    throw new DriverFault('fault', `dialect ${reset.method}`);
  const filler = reset.pinPadding === 'none' ? undefined : Number.parseInt(reset.pinPadding, 16);
  return {
    keyReference: Number.parseInt(reset.keyRef, 16),
    pinReference: Number.parseInt(reset.pinRef, 16),
    form: { filler, width: pin.max },
  };
}

/** 7F71 of the application: 97 (older cards 9F17) tries left, 93 most tries. Null where the card keeps no such object. */
async function triesByObject(transmit: Transmit): Promise<{ left: number; max: number } | null> {
  const object = await readObject(transmit, 0x3fff, '7f71');
  const left = object && (valueAt(object, '97') ?? valueAt(object, '9f17'))?.[0];
  const max = object && valueAt(object, '93')?.[0];
  return left === undefined || max === undefined || left > max ? null : { left, max };
}

/** MANAGE SECURITY ENVIRONMENT 41 B6, then COMPUTE DIGITAL SIGNATURE. ECDSA (algorithm 1C) answers r ‖ s: tried on our own card only. */
async function sign(transmit: Transmit, { key, kind, bits }: CardKey, message: Buffer): Promise<Signature> {
  const algorithm = kind === 'rsa' ? 0x50 | (RSA_SIZES.get(bits) ?? 0) : 0x1c;
  const environment = Buffer.concat([tlv('80', Buffer.of(algorithm)), tlv('84', Buffer.from(key, 'hex'))]);
  await ask(transmit, 'ManageSecurityEnvironment', [0x00, 0x22, 0x41, 0xb6], environment);
  const input = kind === 'rsa' ? digestInfoOf(message) : digestOf(message);
  const answer = await ask(transmit, 'ComputeDigitalSignature', [0x00, 0x2a, 0x9e, 0x9a], input, 0);
  return kind === 'rsa' ? rsaSignature(answer) : ecdsaSignature(answer);
}
