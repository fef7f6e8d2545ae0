import type { Tries } from './messages.ts';
import { changeCommand, pinKey, verifyCommand } from './pin.ts';
import type { MethodProfile } from './profile.ts';

/** Sends one command APDU, gives data‖SW. Both drivers offer it, so both run these scripts. */
export type Transmit = (apdu: Uint8Array) => Promise<Uint8Array>;

/** K answered something else than this step can go on with. `sw`: four hex digits. No APDU is ever in it. */
export class CardFault extends Error {
  readonly sw: string;
  readonly command: string;
  constructor(command: string, sw: string) {
    super(`${command}: ${sw}`);
    this.name = 'CardFault';
    this.sw = sw;
    this.command = command;
  }
}

const split = (answer: Uint8Array): { data: Buffer; sw: string } => {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  if (bytes.length < 2) return { data: Buffer.alloc(0), sw: '6f00' };
  return { data: bytes.subarray(0, -2), sw: bytes.subarray(-2).toString('hex') };
};
const ask = async (transmit: Transmit, command: string, apdu: Uint8Array, least = 0): Promise<Buffer> => {
  const { data, sw } = split(await transmit(apdu));
  if (sw !== '9000') throw new CardFault(command, sw);
  if (data.length < least) throw new CardFault(command, '6f00');
  return data;
};
/** CLA INS P1 P2, extended Lc with data, extended Le when an answer is expected. */
const apdu = (head: readonly [number, number, number, number], data: Uint8Array | null, le: number | null): Buffer =>
  Buffer.concat([
    Buffer.from([...head, 0]),
    ...(data ? [Buffer.from([data.length >> 8, data.length & 0xff]), data] : []),
    ...(le === null ? [] : [Buffer.from([le >> 8, le & 0xff])]),
  ]);

const textUntilNul = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  const part = bytes.subarray(0, end < 0 ? bytes.length : end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(part);
  } catch {
    return new TextDecoder('gbk').decode(part);
  }
};

export interface DeviceInfo {
  readonly serial: string;
  readonly label: string;
  readonly maker: string;
}
/** DEVINFO, GM/T 0016-2012 §6.4.1, packed with 32-bit ULONG: manufacturer at 2, label at 130, serial number at 162. */
export async function deviceInfo(transmit: Transmit): Promise<DeviceInfo> {
  const info = await ask(transmit, 'GetDevInfo', apdu([0x80, 0x04, 0, 0], null, 0), 194);
  return {
    maker: textUntilNul(info.subarray(2, 66)),
    label: textUntilNul(info.subarray(130, 162)),
    serial: textUntilNul(info.subarray(162, 194)),
  };
}

/** Opens the application; gives its AppID, two raw bytes. */
export async function openApplication(
  transmit: Transmit,
  profile: Pick<MethodProfile, 'application'>,
): Promise<Buffer> {
  const answer = await ask(transmit, 'OpenApp', apdu([0x80, 0x26, 0, 0], Buffer.from(profile.application), null), 10);
  return answer.subarray(8, 10);
}

export async function pinTries(transmit: Transmit, appId: Uint8Array, type: 'admin' | 'user'): Promise<Tries> {
  const answer = await ask(transmit, 'GetPINInfo', apdu([0x80, 0x14, 0, type === 'admin' ? 0 : 1], appId, 3), 2);
  return { max: answer[0] ?? 0, left: answer[1] ?? 0 };
}

export const takeChallenge = (transmit: Transmit): Promise<Buffer> =>
  ask(transmit, 'GenRandom', apdu([0x80, 0x50, 0, 0], null, 8), 8);

/** Sends a command that was built elsewhere (and whitelisted by the caller); gives the status word. */
export const sendCommand = async (transmit: Transmit, command: Uint8Array): Promise<string> =>
  split(await transmit(command)).sw;

/** Drops every log-in. A card that does not answer is reset by the caller. */
export const clearSecureState = (transmit: Transmit, appId: Uint8Array): Promise<string> =>
  sendCommand(transmit, apdu([0x80, 0x1c, 0, 0], appId, null));

/** VERIFY of the user PIN: `9000`, `63cx`, `6983`, … */
export async function verifyUserPin(
  transmit: Transmit,
  profile: MethodProfile,
  appId: Uint8Array,
  pin: Uint8Array,
): Promise<string> {
  const key = pinKey(profile, pin);
  try {
    return await sendCommand(transmit, verifyCommand(key, 'user', appId, await takeChallenge(transmit)));
  } finally {
    key.fill(0);
  }
}

/** CHANGE of the user PIN; needs log-in as user under `oldPin`. The APDU lives only here: whoever knows TEMP could read the new PIN from it. */
export async function changeUserPin(
  transmit: Transmit,
  profile: MethodProfile,
  appId: Uint8Array,
  oldPin: Uint8Array,
  newPin: Uint8Array,
): Promise<string> {
  const key = pinKey(profile, oldPin);
  try {
    return await sendCommand(transmit, changeCommand(profile, key, appId, await takeChallenge(transmit), newPin));
  } finally {
    key.fill(0);
  }
}

export interface Container {
  readonly id: Buffer;
  readonly name: string;
  readonly kind: 'rsa' | 'sm2';
  readonly certificates: readonly { readonly use: 'sign' | 'encrypt'; readonly der: Buffer }[];
}

const names = (list: Buffer): string[] =>
  list
    .toString('utf8')
    .split('\0')
    .filter((n) => n !== '')
    .slice(0, 16);

/** Every container that holds something, with its certificates; no log-in needed. */
export async function containers(transmit: Transmit, appId: Uint8Array): Promise<Container[]> {
  const found: Container[] = [];
  for (const name of names(await ask(transmit, 'EnumContainer', apdu([0x80, 0x46, 0, 0], appId, 0)))) {
    const id = (
      await ask(transmit, 'OpenContainer', apdu([0x80, 0x42, 0, 0], Buffer.concat([appId, Buffer.from(name)]), 2), 2)
    ).subarray(0, 2);
    const at = Buffer.concat([appId, id]);
    const info = await ask(transmit, 'GetContainerInfo', apdu([0x80, 0x4a, 0, 0], at, 0x0b), 11);
    if (info[0] !== 1 && info[0] !== 2) continue;
    const certificates: { use: 'sign' | 'encrypt'; der: Buffer }[] = [];
    if (info[9] === 1)
      certificates.push({ use: 'sign', der: await ask(transmit, 'ExportCert', apdu([0x80, 0x4e, 1, 0], at, 0)) });
    if (info[10] === 1)
      certificates.push({ use: 'encrypt', der: await ask(transmit, 'ExportCert', apdu([0x80, 0x4e, 0, 0], at, 0)) });
    found.push({ id, name, kind: info[0] === 1 ? 'rsa' : 'sm2', certificates });
  }
  return found;
}

/** SM2 over e = SM3(Z‖M), 32 bytes; gives r‖s, 64 bytes. Needs user log-in. */
export const signSm2 = (transmit: Transmit, appId: Uint8Array, container: Uint8Array, e: Uint8Array): Promise<Buffer> =>
  ask(transmit, 'ECCSignData', apdu([0x80, 0x74, 0, 0], Buffer.concat([appId, container, e]), 64), 64);
/** PKCS#1 v1.5 over a DigestInfo. Needs user log-in. */
export const signRsa = (
  transmit: Transmit,
  appId: Uint8Array,
  container: Uint8Array,
  digestInfo: Uint8Array,
): Promise<Buffer> =>
  ask(transmit, 'RSASignData', apdu([0x80, 0x58, 0, 0], Buffer.concat([appId, container, digestInfo]), 0), 128);
