import type { Chip as AnyChip } from '../applet/card.ts';
import { Refusal, status } from '../applet/status.ts';
import type { PinType } from '../applet/tries.ts';
import { type CommandApdu, readU16 } from './apdu.ts';
import type { CardState } from './state.ts';

/** What power and resets take away. */
export interface Session {
  login: PinType | undefined;
  challenge: Uint8Array | undefined;
  isApplicationOpen: boolean;
  readonly openContainers: Set<number>;
}

export type Chip = AnyChip<CardState, Session>;

export interface Command {
  readonly cla: 0x80 | 0x84;
  readonly p1: readonly number[];
  readonly p2: readonly number[];
  /** Bounds of the data's length, MAC included. */
  readonly data: readonly [min: number, max: number];
  /** Whether Le must be there. OpenApp's hosts send none though it answers, so there it is free. */
  readonly le: 'required' | 'absent' | 'free';
  run(chip: Chip, command: CommandApdu): Uint8Array;
}

/** One application a card; its id is two raw bytes for the host, `01 00` as in the published vectors. */
export const APP_ID = Uint8Array.of(0x01, 0x00);

/** @throws {Refusal} 698A unless the data begins with the id of the open application. */
export function requireApplication(chip: Chip, data: Uint8Array): void {
  const isIt = data[0] === APP_ID[0] && data[1] === APP_ID[1];
  if (!isIt || !chip.session.isApplicationOpen) throw new Refusal(status.applicationNotOpen);
}

/** @throws {Refusal} 6982 */
export function requireLogin(chip: Chip, type: PinType): void {
  if (chip.session.login !== type) throw new Refusal(status.notLoggedIn);
}

/** @returns container that ConID, at offset 2, names. @throws {Refusal} 6A88 unless OpenContainer gave that id. */
export function openContainer(chip: Chip, data: Uint8Array) {
  const id = readU16(data, 2);
  const container = chip.session.openContainers.has(id) ? chip.state.containers[id - 1] : undefined;
  if (container === undefined) throw new Refusal(status.notFound);
  return container;
}

/** @returns names, each ended by 00, the list ended by one more 00. */
export function nameList(names: readonly string[]): Uint8Array {
  return Buffer.from(`${names.map((name) => `${name}\0`).join('')}\0`);
}
