import { equalBytes } from '../applet/equal.ts';
import { NOTHING, Refusal, status, wrongPin } from '../applet/status.ts';
import { type PinType, readTries, spendTry } from '../applet/tries.ts';
import type { Chip, PivCommand } from './session.ts';
import { PIV_PIN, PUK as PUK_SHAPE } from './state.ts';

const PIN = 0x80;
const PUK = 0x81;
/** PIN and PUK fill 8 bytes, the rest FF (SP 800-73-4 part 2 §2.4.3). */
const WIDTH = 8;

/** Without data it tells the tries left and costs none; P1 FF drops the log-in. */
export const verify: PivCommand = (chip, { p1, p2, data }) => {
  const { session, state } = chip;
  if (p2 !== PIN) throw new Refusal(status.notFound);
  if (p1 === 0xff && data.length === 0) {
    session.isUser = false;
    return NOTHING;
  }
  if (p1 !== 0) throw new Refusal(status.wrongParameters);
  if (data.length === 0) {
    if (session.isUser) return NOTHING;
    throw new Refusal(state.userTriesLeft === 0 ? status.locked : wrongPin(state.userTriesLeft));
  }
  if (data.length !== WIDTH) throw new Refusal(status.wrongData);
  session.isUser = false;
  spendTry(chip, 'user', () => equalBytes(data, padded(state.userPin)));
  session.isUser = true;
  session.isPinFresh = true;
  return NOTHING;
};

/** CHANGE REFERENCE DATA of PIN or PUK: old and new, 8 bytes each. */
export const change: PivCommand = (chip, { p1, p2, data }) => {
  const type = typeOf(chip, p1, p2);
  const next = newPin(type, data);
  chip.session.isUser = false;
  const old = type === 'user' ? chip.state.userPin : chip.state.puk;
  spendTry(chip, type, () => equalBytes(data.subarray(0, WIDTH), padded(old)));
  chip.commit(type === 'user' ? { userPin: next, isDefaultUserPin: false } : { puk: next });
  return NOTHING;
};

/** RESET RETRY COUNTER: P1 00 with the PUK and the new PIN; P1 02, of a PIV-like card, with the new PIN alone. */
export const resetRetryCounter: PivCommand = (chip, { p1, p2, data }) => {
  const { state, session } = chip;
  if (p2 !== PIN) throw new Refusal(status.notFound);
  if (p1 !== (state.unblockedBy === 'puk' ? 0 : 2)) throw new Refusal(status.wrongParameters);
  if (p1 === 2) {
    if (!session.isAdmin) throw new Refusal(status.notLoggedIn);
    const next = shaped(PIV_PIN, data);
    session.isAdmin = false;
    setUserPin(chip, next);
    return NOTHING;
  }
  const next = newPin('user', data);
  spendTry(chip, 'admin', () => equalBytes(data.subarray(0, WIDTH), padded(state.puk)));
  setUserPin(chip, next);
  return NOTHING;
};

/** One write for PIN and counter: a half-done reset must not exist. Nobody is logged in by it. */
function setUserPin(chip: Chip, userPin: string): void {
  chip.session.isUser = false;
  chip.commit({ userPin, isDefaultUserPin: false, userTriesLeft: chip.state.userTriesMax });
}

function typeOf({ state }: Chip, p1: number, p2: number): PinType {
  if (p1 !== 0) throw new Refusal(status.wrongParameters);
  if (p2 !== PIN && (p2 !== PUK || state.unblockedBy !== 'puk')) throw new Refusal(status.notFound);
  const type = p2 === PIN ? 'user' : 'admin';
  if (readTries(state, type).left === 0) throw new Refusal(status.locked);
  return type;
}

/** Judged before a try is spent: 6A80 costs none. */
function newPin(type: PinType, data: Uint8Array): string {
  if (data.length !== 2 * WIDTH) throw new Refusal(status.wrongData);
  return shaped(type === 'user' ? PIV_PIN : PUK_SHAPE, data.subarray(WIDTH));
}

function shaped(shape: RegExp, bytes: Uint8Array): string {
  const pin = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\xff+$/, '');
  if (bytes.length !== WIDTH || !shape.test(pin)) throw new Refusal(status.wrongData);
  return pin;
}

function padded(pin: string): Uint8Array {
  return Buffer.alloc(WIDTH, 0xff).fill(pin, 0, pin.length, 'latin1');
}
