import type { CreatedPasskey, PasskeyCreation, PasskeyRequest, UsedPasskey } from '@jiesuo/contract/console';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

export const hasPasskeys = browserSupportsWebAuthn;

/** The person did not finish, or the browser could not: its own words are for developers. */
export class PasskeyUndone extends Error {}

const undone = (cause: unknown): never => {
  throw new PasskeyUndone('the browser made no passkey', { cause });
};

/** ES256, EdDSA and RS256: what authenticators speak, the widest known first. */
const algorithms = [-7, -8, -257];

/** Has a passkey made; the authenticator must verify the person and keep the key. @throws {PasskeyUndone} */
export async function makePasskey(creation: PasskeyCreation): Promise<CreatedPasskey> {
  const { id, response } = await startRegistration({
    optionsJSON: {
      challenge: creation.challenge,
      rp: creation.rp,
      user: creation.user,
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: creation.exclude.map((one) => ({ type: 'public-key', id: one })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    },
  }).catch(undone);
  return {
    challenge: creation.challengeId,
    id,
    clientDataJSON: response.clientDataJSON,
    attestationObject: response.attestationObject,
    transports: response.transports ?? [],
  };
}

/** Has a passkey answer. @throws {PasskeyUndone} */
export async function answerWithPasskey(request: PasskeyRequest): Promise<UsedPasskey> {
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge: request.challenge,
      rpId: request.rpId,
      allowCredentials: request.allow.map((one) => ({ type: 'public-key', id: one })),
      userVerification: 'required',
    },
  }).catch(undone);
  return {
    challenge: request.challengeId,
    id,
    clientDataJSON: response.clientDataJSON,
    authenticatorData: response.authenticatorData,
    signature: response.signature,
  };
}
