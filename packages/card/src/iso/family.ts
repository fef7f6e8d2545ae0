import type { Chip, Family } from '../applet/card.ts';
import { Refusal, status, statusWord, withStatus } from '../applet/status.ts';
import { type IsoApdu, parseIsoApdu } from './apdu.ts';

/** What chaining needs to remember between two commands (ISO/IEC 7816-4 §5.3). */
export interface IsoSession {
  /** Parts of a command that is still being sent. */
  parts: { readonly head: string; readonly data: Uint8Array } | undefined;
  /** What did not fit into the last answer. */
  rest: Uint8Array;
}

/** @returns the answer's data, which may be longer than one answer. @throws {Refusal} */
export type IsoCommand<S, N> = (chip: Chip<S, N>, apdu: IsoApdu) => Uint8Array;

const CHAINED = 0x10;
const GET_RESPONSE = 0xc0;
/** More than any key or certificate takes, and little enough that a hostile host cannot fill our memory. */
const COMMAND_MAX = 4096;

export const freshChaining = (): IsoSession => ({ parts: undefined, rest: new Uint8Array(0) });

/** A family that speaks plain ISO/IEC 7816-4: class 00, commands and answers in parts. */
export function isoFamily<S, N extends IsoSession>({
  atr,
  begin,
  commands,
}: {
  readonly atr: (state: S) => Uint8Array;
  readonly begin: () => N;
  readonly commands: ReadonlyMap<number, IsoCommand<S, N>>;
}): Family<S, N> {
  return {
    atr,
    begin,
    recognise(bytes) {
      const apdu = parseIsoApdu(bytes);
      const { cla, ins } = apdu;
      if (cla !== 0 && cla !== CHAINED) throw new Refusal(status.unknownClass);
      if (ins === GET_RESPONSE) return { ins, run: ({ session }) => deliver(session, session.rest, apdu.answerMax) };
      const command = commands.get(ins);
      if (command === undefined) throw new Refusal(status.unknownInstruction);
      return {
        ins,
        run(chip) {
          chip.session.rest = new Uint8Array(0);
          const data = gather(chip.session, apdu);
          if (data === undefined) return statusWord(status.done);
          return deliver(chip.session, command(chip, { ...apdu, data }), apdu.answerMax);
        },
      };
    },
  };
}

/** @returns the whole command's data, or undefined while more is to come. @throws {Refusal} 6700 */
function gather(session: IsoSession, { cla, ins, p1, p2, data }: IsoApdu): Uint8Array | undefined {
  const head = [ins, p1, p2].join();
  const before = session.parts?.head === head ? session.parts.data : new Uint8Array(0);
  session.parts = undefined;
  const whole = before.length === 0 ? data : Buffer.concat([before, data]);
  if (whole.length > COMMAND_MAX) throw new Refusal(status.wrongLength);
  if (cla !== CHAINED) return whole;
  session.parts = { head, data: Uint8Array.from(whole) };
  return undefined;
}

/** As much as fits; 61xx tells how much GET RESPONSE will bring, 00 for 256 and more. */
function deliver(session: IsoSession, data: Uint8Array, answerMax: number): Uint8Array {
  const part = data.subarray(0, answerMax);
  session.rest = data.subarray(answerMax);
  const left = session.rest.length;
  return withStatus(part, left === 0 ? status.done : status.moreData | (left > 255 ? 0 : left));
}
