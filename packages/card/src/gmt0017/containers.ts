import { equalBytes } from '../applet/equal.ts';
import { openPrivateKey, rsaLength } from '../applet/private-key.ts';
import { Refusal, status } from '../applet/status.ts';
import { type Command, nameList, openContainer, requireApplication } from './command.ts';
import type { ContainerState } from './state.ts';

export const enumContainer: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [2, 2],
  le: 'required',
  run: (chip, { data }) => {
    requireApplication(chip, data);
    return nameList(chip.state.containers.map((container) => container.name));
  },
};

export const openContainerByName: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [3, 255],
  le: 'required',
  run: (chip, { data }) => {
    requireApplication(chip, data);
    const name = data.subarray(2);
    const id = chip.state.containers.findIndex((container) => equalBytes(name, Buffer.from(container.name))) + 1;
    if (id === 0) throw new Refusal(status.notFound);
    chip.session.openContainers.add(id);
    return Uint8Array.of(id >> 8, id & 0xff);
  },
};

export const getContainerInfo: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [4, 4],
  le: 'required',
  run: (chip, { data }) => {
    requireApplication(chip, data);
    const container = openContainer(chip, data);
    const info = Buffer.alloc(11);
    info[0] = container.kind === 'rsa' ? 1 : 2;
    info.writeUInt32LE(keyBits(container), 1);
    info.writeUInt32LE(container.encCertificate === undefined ? 0 : keyBits(container), 5);
    info[9] = 1;
    info[10] = container.encCertificate === undefined ? 0 : 1;
    return info;
  },
};

export const exportCert: Command = {
  cla: 0x80,
  p1: [0, 1],
  p2: [0],
  data: [4, 4],
  le: 'required',
  // No log-in asked: a locked UKey must still tell whose it is.
  run: (chip, { p1, data }) => {
    requireApplication(chip, data);
    const container = openContainer(chip, data);
    const certificate = p1 === 1 ? container.signCertificate : container.encCertificate;
    if (certificate === undefined) throw new Refusal(status.notFound);
    return Buffer.from(certificate, 'base64');
  },
};

function keyBits({ kind, privateKey }: ContainerState): number {
  if (kind === 'sm2') return 256;
  return 8 * rsaLength(openPrivateKey(privateKey));
}
