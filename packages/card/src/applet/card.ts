import { randomBytes } from 'node:crypto';
import { type CardState, parseCardState } from '../state.ts';
import { type CommandApdu, parseApdu } from './apdu.ts';
import { type Chip, type Command, NOTHING, type Session } from './command.ts';
import { commands } from './commands.ts';
import { Refusal, status } from './status.ts';
import type { Tear, TearOutcome, TearPhase } from './tear.ts';

/** Power off, power on, reset, as vpcd numbers them. */
export type Control = 0 | 1 | 2;

export interface Card {
  /** `3B 81 80 01 80 80`: T=1, one historical byte. */
  readonly atr: Uint8Array;
  /** What the card keeps at this moment. Holds PINs and private keys. */
  readonly state: CardState;
  /** Every control drops log-in, challenge, open application and open containers. */
  control(control: Control): void;
  /**
   * Carries out one command. Never throws.
   * @returns data ‖ SW; or no byte at all when the script of faults tore the card out: the carrier must then close.
   */
  apdu(bytes: Uint8Array): Uint8Array;
}

export interface CardOptions {
  /** Keeps the state durably before it returns; throws when it cannot. Called before the answer to any change. */
  readonly save?: (state: CardState) => void;
  /** Exactly `length` random bytes. */
  readonly random?: (length: number) => Uint8Array;
  /** A script of faults, for tests and the demo's desk. */
  readonly tear?: Tear;
}

const ATR = Uint8Array.of(0x3b, 0x81, 0x80, 0x01, 0x80, 0x80);

/**
 * The virtual UKey of docs/protocol.md §1.
 * @throws {CardStateError} when `initial` is no CardState.
 */
export function createCard(initial: CardState, { save, random = randomBytes, tear }: CardOptions = {}): Card {
  let state = parseCardState(initial);
  let session = newSession();
  const chip: Chip = {
    get state() {
      return state;
    },
    get session() {
      return session;
    },
    commit(change) {
      const next = { ...state, ...change };
      try {
        save?.(next);
      } catch {
        throw new Refusal(status.memoryFailed);
      }
      state = next;
    },
    random,
  };

  return {
    get atr() {
      return ATR.slice();
    },
    get state() {
      return state;
    },
    control() {
      session = newSession();
    },
    apdu(bytes) {
      const outcome = answer(chip, bytes, tear);
      if (outcome !== 'drop') return outcome;
      session = newSession();
      return NOTHING;
    },
  };
}

function newSession(): Session {
  return { login: undefined, challenge: undefined, isApplicationOpen: false, openContainers: new Set() };
}

function answer(chip: Chip, bytes: Uint8Array, tear: Tear | undefined): Uint8Array | 'drop' {
  try {
    const [command, apdu] = recognise(bytes);
    strike(tear, apdu.ins, 'before');
    const reply = attempt(() => withStatus(command.run(chip, apdu), status.done, apdu.answerMax));
    strike(tear, apdu.ins, 'after');
    return reply;
  } catch (error) {
    if (error instanceof Struck) return error.outcome === 'drop' ? 'drop' : statusWord(error.outcome.statusWord);
    return refusal(error);
  }
}

/** A refused command has been carried out too: the fault `after` it must be able to hide its refusal. */
function attempt(run: () => Uint8Array): Uint8Array {
  try {
    return run();
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Uint8Array {
  return statusWord(error instanceof Refusal ? error.word : status.internal);
}

/** @throws {Refusal} 6E00, 6D00, 6700, 6A86, asked in this order. */
function recognise(bytes: Uint8Array): [Command, CommandApdu] {
  const [cla, ins] = bytes;
  if (bytes.length < 4) throw new Refusal(status.wrongLength);
  if (cla !== 0x80 && cla !== 0x84) throw new Refusal(status.unknownClass);
  const command = ins === undefined ? undefined : commands.get(ins);
  if (command === undefined) throw new Refusal(status.unknownInstruction);
  if (cla !== command.cla) throw new Refusal(status.unknownClass);
  const apdu = parseApdu(bytes);
  const [min, max] = command.data;
  if (apdu.data.length < min || apdu.data.length > max) throw new Refusal(status.wrongLength);
  const hasLe = apdu.answerMax !== undefined;
  if (command.le !== 'free' && hasLe !== (command.le === 'required')) throw new Refusal(status.wrongLength);
  if (!command.p1.includes(apdu.p1) || !command.p2.includes(apdu.p2)) throw new Refusal(status.wrongParameters);
  return [command, apdu];
}

function withStatus(data: Uint8Array, word: number, answerMax = data.length): Uint8Array {
  if (data.length > answerMax) throw new Refusal(status.wrongLength);
  const reply = new Uint8Array(data.length + 2);
  reply.set(data);
  reply.set([word >> 8, word & 0xff], data.length);
  return reply;
}

function statusWord(word: number): Uint8Array {
  return withStatus(NOTHING, word);
}

class Struck extends Error {
  override name = 'Struck';
  readonly outcome: TearOutcome;
  constructor(outcome: TearOutcome) {
    super('torn');
    this.outcome = outcome;
  }
}

function strike(tear: Tear | undefined, ins: number, phase: TearPhase): void {
  const outcome = tear?.(ins, phase);
  if (outcome !== undefined) throw new Struck(outcome);
}
