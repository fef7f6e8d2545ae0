import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { type AnyCard, issueDemoCa } from '@jiesuo/card';
import { fillerLength, isGoodAnswer, isMutual, isRespond, respondCommand, type Transmit } from '@jiesuo/ceremony';
import { type Model, ownModels, readModels } from '@jiesuo/models';
import type { Signature, Ukey } from '../ukey.ts';

export const PIN = 'Cust-123';
export const NEXT = 'Next-456';
export const order = {
  ca: issueDemoCa(),
  company: '示例科技有限公司',
  uscc: '91110108551385082Q',
  userPin: PIN,
};
export const bytes = (text: string) => Buffer.from(text);

/** @throws Error for an id that no file of ours has. */
export function modelNamed(id: string): Model {
  const found = readModels([ownModels]).models.find((one) => one.id === id);
  if (!found) throw new Error(`no model ${id}`);
  return found;
}

/** The card's own socket, and every command that passed it. */
export function wireOf(card: AnyCard): { readonly transmit: Transmit; readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    transmit(apdu) {
      sent.push(Buffer.from(apdu).toString('hex'));
      return Promise.resolve(card.apdu(Uint8Array.from(apdu)));
    },
  };
}

/** Whether the signature over M stands under the card's first certificate. */
export function isSigned(
  { facts }: Pick<Ukey, 'facts'>,
  message: Buffer,
  { algorithm, signature }: Signature,
): boolean {
  const key = new X509Certificate(facts.certificates[0]?.der ?? '').publicKey;
  return algorithm === 'ecdsa-sha256'
    ? verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
    : verify('sha256', message, key, signature);
}

/** What the server does with the admin key: nothing of it is in the bridge. */
export async function authorise(
  { takeChallenge, exchange }: Pick<Ukey, 'takeChallenge' | 'exchange'>,
  { id, reset }: Model,
  adminKey: string,
): Promise<{ readonly sw: string; readonly isGenuine: boolean }> {
  if (reset.method !== 'challenge_response' || !takeChallenge || !exchange) throw new Error('another method');
  const { scheme, cipher, keyRef, pinRef, pinPadding } = reset;
  const profile = { id, scheme, cipher, keyRef, pinRef, pinPadding };
  const [hostChallenge, key] = [randomBytes(16), Buffer.from(adminKey, 'hex')];
  const challenge = Buffer.from((await takeChallenge(hostChallenge)).challenge, 'hex');
  const filler = randomBytes(fillerLength(profile));
  const apdu = respondCommand(profile, key, { hostChallenge, challenge, filler });
  if (!isRespond(profile, apdu)) throw new Error('the bridge would not forward this');
  const { sw, data } = await exchange(apdu);
  const answer = data.subarray(4);
  return { sw, isGenuine: isMutual(profile) && isGoodAnswer(profile, key, { hostChallenge, challenge, answer }) };
}
