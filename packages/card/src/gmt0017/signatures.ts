import { sm2 } from 'sm-crypto-v2';
import { signDigestInfo } from '../applet/private-key.ts';
import { Refusal, status } from '../applet/status.ts';
import { type Command, openContainer, requireApplication, requireLogin } from './command.ts';

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
    return signDigestInfo(container.privateKey, data.subarray(4));
  },
};
