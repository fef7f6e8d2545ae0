import { type Card, type CardOptions, createCard } from '../card.ts';
import { challengeAnswer, commandMac, encryptBlock, padPin, pinKey } from './pin-block.ts';
import type { CardState } from './state.ts';

/** B.3 of the published vectors was made with this challenge throughout. */
export const VECTOR_CHALLENGE = Uint8Array.of(0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef);
export const ADMIN_PIN = 'Adm1n-Random-16c';
export const USER_PIN = 'Customer-1';

export const bareState: CardState = {
  serial: 'JS0001',
  label: '演示KEY',
  maker: 'Jiesuo Virtual',
  applicationName: 'JIESUO',
  userPin: USER_PIN,
  adminPin: ADMIN_PIN,
  userTriesMax: 6,
  userTriesLeft: 6,
  adminTriesMax: 6,
  adminTriesLeft: 6,
  isDefaultUserPin: true,
  containers: [],
};

export const OPEN_APP = `8026000000${'0006'}${Buffer.from('JIESUO').toString('hex')}`;
export const USER_INFO = '80140001000002' + '0100' + '0003';
export const ADMIN_INFO = '80140000000002' + '0100' + '0003';
export const GEN_RANDOM = '80500000000008';
export const CLEAR = '801C0000000002' + '0100';

/** A host at the card: hex in, hex out. */
export function hostOf(card: Card) {
  const send = (hex: string) => Buffer.from(card.apdu(Buffer.from(hex, 'hex'))).toString('hex');
  const challenge = () => Buffer.from(send(GEN_RANDOM), 'hex').subarray(0, 8);
  const verifyWith = (type: 0 | 1, pin: string, r: Uint8Array) =>
    `8018000${type}0000120100${hex(challengeAnswer(pinKey(pin), r))}`;
  const macCommand = (ins: number, type: 0 | 1, keyPin: string, newPin: string, r: Uint8Array) => {
    const key = pinKey(keyPin);
    const data = Buffer.concat([Buffer.from([1, 0]), encryptBlock(key, padPin(newPin))]);
    const mac = commandMac(key, r, { cla: 0x84, ins, p1: 0, p2: type }, data);
    return `84${hex([ins])}000${type}000016${hex(data)}${hex(mac)}`;
  };
  return {
    send,
    challenge,
    verifyWith,
    macCommand,
    verify: (type: 0 | 1, pin: string) => send(verifyWith(type, pin, challenge())),
    change: (type: 0 | 1, old: string, next: string) => send(macCommand(0x16, type, old, next, challenge())),
    unblock: (adminPin: string, next: string) => send(macCommand(0x1a, 0, adminPin, next, challenge())),
  };
}

/** A powered card with its application open. */
export function openCard(state: CardState = bareState, options: CardOptions = {}) {
  const card = createCard(state, options);
  const host = hostOf(card);
  host.send(OPEN_APP);
  return { card, ...host };
}

export function hex(bytes: Uint8Array | number[]): string {
  return Buffer.from(bytes).toString('hex');
}
