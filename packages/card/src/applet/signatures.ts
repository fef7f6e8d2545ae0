import { constants, createPrivateKey, privateEncrypt } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { type Command, openContainer, requireApplication, requireLogin } from './command.ts';
import { Refusal, status } from './status.ts';

export const eccSignData: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [36, 36],
  le: 'required',
  run: (chip, { data }) => {
    requireApplication(chip, data);
    requireLogin(chip, 'user');
    const container = openContainer(chip, data);
    if (container.kind !== 'sm2') throw new Refusal(status.notFound);
    // e itself: the host has already hashed Z ‖ M. Not node:crypto, which signs with an empty id or as ECDSA.
    return Buffer.from(sm2.doSignature(data.slice(4), container.privateKey, { hash: false }), 'hex');
  },
};

export const rsaSignData: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [5, 65_535],
  le: 'required',
  run: (chip, { data }) => {
    requireApplication(chip, data);
    requireLogin(chip, 'user');
    const container = openContainer(chip, data);
    if (container.kind !== 'rsa') throw new Refusal(status.notFound);
    const key = createPrivateKey({ key: Buffer.from(container.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    const digestInfo = data.subarray(4);
    // PKCS#1 v1.5 needs 11 bytes of padding (RFC 8017 §9.2).
    if (digestInfo.length > (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8 - 11)
      throw new Refusal(status.wrongData);
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
  },
};
