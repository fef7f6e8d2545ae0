import { signDigestInfo } from '../applet/private-key.ts';
import { Refusal, status } from '../applet/status.ts';
import { atrOf } from '../iso/atr.ts';
import { signDigest } from '../iso/ecdsa.ts';
import { isoFamily } from '../iso/family.ts';
import { requireParameters } from '../iso/parameters.ts';
import { selected } from '../iso/selected.ts';
import { generalAuthenticate, manageSecurityEnvironment } from './admin.ts';
import { change, resetRetryCounter, verify } from './pins.ts';
import { getData, select } from './selection.ts';
import { beginSession, containerOf, type GidsCommand, type GidsSession } from './session.ts';
import type { GidsState } from './state.ts';

/** PERFORM SECURITY OPERATION, compute digital signature: RSA pads the DigestInfo given, P-256 signs the digest to r ‖ s. */
const sign: GidsCommand = (chip, apdu) => {
  requireParameters(apdu, 0x9e, 0x9a);
  const { signingKey, isUser } = chip.session;
  if (signingKey === undefined) throw new Refusal(status.conditionsNotMet);
  if (!isUser) throw new Refusal(status.notLoggedIn);
  const { kind, privateKey } = containerOf(chip, signingKey);
  if (kind === 'rsa') return signDigestInfo(privateKey, apdu.data);
  if (apdu.data.length !== 32) throw new Refusal(status.wrongData);
  return signDigest(privateKey, apdu.data);
};

const HISTORICAL = { '3des': 'GID3', aes128: 'GID1', aes256: 'GIDA' } as const;

/**
 * A GIDS card as OpenSC's `gids` driver and our bridge use it (Generic Identity Device Specification 2.0; OpenSC src/libopensc/card-gids.c).
 * It is born personalised: nothing can be created, generated or written. The ATR tells the admin key's cipher.
 */
export const gids = isoFamily<GidsState, GidsSession>({
  atr: ({ adminCipher }) => atrOf(HISTORICAL[adminCipher]),
  begin: beginSession,
  commands: new Map([
    [0x20, selected(verify)],
    [0x22, selected(manageSecurityEnvironment)],
    [0x24, selected(change)],
    [0x2a, selected(sign)],
    [0x2c, selected(resetRetryCounter)],
    [0x87, selected(generalAuthenticate)],
    [0xa4, select],
    [0xcb, selected(getData)],
  ]),
});
