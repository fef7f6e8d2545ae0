import { equalBytes } from '../applet/equal.ts';
import { Refusal, status } from '../applet/status.ts';
import { APP_ID, type Chip, type Command, nameList } from './command.ts';

export const getDevInfo: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [0, 0],
  le: 'required',
  run: (chip) => devInfo(chip),
};

export const enumApp: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [0, 0],
  le: 'required',
  run: (chip) => nameList([chip.state.applicationName]),
};

export const openApp: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [1, 255],
  le: 'free',
  run: (chip, { data }) => {
    if (!equalBytes(data, Buffer.from(chip.state.applicationName))) throw new Refusal(status.notFound);
    chip.session.isApplicationOpen = true;
    const info = new Uint8Array(10);
    info.set(APP_ID, 8);
    // MaxContainer as parseCardState bounds it, MaxCert two to each; no file may be created (rights 0, files 0).
    info[4] = 16;
    info[5] = 32;
    return info;
  },
};

export const genRandom: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [0, 0],
  le: 'required',
  run: (chip, { answerMax = 0 }) => {
    // The challenge is 8 bytes, never more or fewer: a short one could be waited for and replayed.
    if (answerMax !== 8) throw new Refusal(status.wrongLength);
    const challenge = Uint8Array.from(chip.random(8));
    chip.session.challenge = challenge;
    return challenge;
  },
};

/** DEVINFO, 294 bytes: GM/T 0016-2012 §6.4.1 (p.5), packed, 32-bit little-endian ULONG. */
function devInfo({ state }: Chip): Uint8Array {
  const info = Buffer.alloc(294);
  info.set([1, 0], 0);
  putName(info, 2, 64, state.maker);
  putName(info, 66, 64, state.maker);
  putName(info, 130, 32, state.label);
  putName(info, 162, 32, state.serial);
  info.set([1, 0, 1, 0], 194);
  info.writeUInt32LE(0x403, 198); // SM4 ECB and CBC
  info.writeUInt32LE(0x30100, 202); // RSA, SM2 signing
  info.writeUInt32LE(0x07, 206); // SM3, SHA-1, SHA-256
  info.writeUInt32LE(0x401, 210);
  info.writeUInt32LE(131_072, 214);
  info.writeUInt32LE(65_536, 218);
  info.writeUInt32LE(32, 222);
  info.writeUInt32LE(245, 226); // DigestInfo under RSA-2048
  return info;
}

/** NUL-padded UTF-8 with at least one NUL, cut between characters. */
function putName(info: Buffer, offset: number, width: number, name: string): void {
  const encoder = new TextEncoder();
  encoder.encodeInto(name, info.subarray(offset, offset + width - 1));
}
