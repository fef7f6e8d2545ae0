import type { Family } from '../applet/card.ts';
import { Refusal, status, withStatus } from '../applet/status.ts';
import { type CommandApdu, parseApdu, parseLongHeader } from './apdu.ts';
import type { Command, Session } from './command.ts';
import { commands } from './commands.ts';
import type { Dialect } from './dialect.ts';
import { type CardState, dialectOf } from './state.ts';

/** The virtual UKey of docs/protocol.md §1. Its ATR: T=1, one historical byte. */
export const gmt0017: Family<CardState, Session> = {
  atr: () => Uint8Array.of(0x3b, 0x81, 0x80, 0x01, 0x80, 0x80),
  begin: () => ({ login: undefined, challenge: undefined, isApplicationOpen: false, openContainers: new Set() }),
  recognise(bytes, state) {
    const [command, apdu] = understand(bytes, dialectOf(state));
    return { ins: apdu.ins, run: (chip) => withinLe(command.run(chip, apdu), apdu.answerMax) };
  },
};

/** @throws {Refusal} 6E00, 6D00, 6700, 6A86, asked in this order. */
function understand(bytes: Uint8Array, { headerLength, lcEndian }: Dialect): [Command, CommandApdu] {
  const [cla, ins] = bytes;
  if (bytes.length < 4) throw new Refusal(status.wrongLength);
  if (cla !== 0x80 && cla !== 0x84) throw new Refusal(status.unknownClass);
  const command = ins === undefined ? undefined : commands.get(ins);
  if (command === undefined) throw new Refusal(status.unknownInstruction);
  if (cla !== command.cla) throw new Refusal(status.unknownClass);
  const apdu = headerLength === 7 ? parseApdu(bytes) : parseLongHeader(bytes, lcEndian);
  const [min, max] = command.data;
  if (apdu.data.length < min || apdu.data.length > max) throw new Refusal(status.wrongLength);
  const hasLe = apdu.answerMax !== undefined;
  // In a header of 8 bytes Le is always there, and 0 may mean either.
  const isLeTold = headerLength === 7 || hasLe;
  if (isLeTold && command.le !== 'free' && hasLe !== (command.le === 'required')) throw new Refusal(status.wrongLength);
  if (!command.p1.includes(apdu.p1) || !command.p2.includes(apdu.p2)) throw new Refusal(status.wrongParameters);
  return [command, apdu];
}

function withinLe(data: Uint8Array, answerMax = data.length): Uint8Array {
  if (data.length > answerMax) throw new Refusal(status.wrongLength);
  return withStatus(data);
}
