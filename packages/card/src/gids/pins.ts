import { equalBytes } from '../applet/equal.ts';
import { NOTHING, Refusal, status, wrongPin } from '../applet/status.ts';
import { spendTry } from '../applet/tries.ts';
import { requireParameters } from '../iso/parameters.ts';
import type { Chip, GidsCommand } from './session.ts';
import { GIDS_PIN } from './state.ts';

const USER = 0x80;
/** VERIFY of this reference drops every log-in. */
const NOBODY = 0x82;

/** Without data it tells the tries left and costs none. */
export const verify: GidsCommand = (chip, apdu) => {
  const { session, state } = chip;
  if (apdu.p1 === 0 && apdu.p2 === NOBODY) {
    session.isUser = false;
    session.isAdmin = false;
    return NOTHING;
  }
  requireParameters(apdu, 0, USER);
  if (apdu.data.length === 0) {
    if (session.isUser) return NOTHING;
    throw new Refusal(state.userTriesLeft === 0 ? status.locked : wrongPin(state.userTriesLeft));
  }
  session.isUser = false;
  spendTry(chip, 'user', () => equalBytes(apdu.data, Buffer.from(state.userPin)));
  session.isUser = true;
  return NOTHING;
};

/** CHANGE REFERENCE DATA: the old PIN and at once the new one. The card knows where its own PIN ends. */
export const change: GidsCommand = (chip, apdu) => {
  requireParameters(apdu, 0, USER);
  const old = Buffer.from(chip.state.userPin);
  const next = newPin(apdu.data.subarray(old.length));
  const isRight = () => equalBytes(apdu.data.subarray(0, old.length), old);
  chip.session.isUser = false;
  spendTry(chip, 'user', isRight);
  if (next === undefined) throw new Refusal(status.wrongData);
  chip.commit({ userPin: next, isDefaultUserPin: false });
  chip.session.isUser = true;
  return NOTHING;
};

/** RESET RETRY COUNTER with P1 02: the new PIN alone, allowed by an admin authentication, which it uses up. */
export const resetRetryCounter: GidsCommand = (chip, apdu) => {
  requireParameters(apdu, 2, USER);
  if (!chip.session.isAdmin) throw new Refusal(status.notLoggedIn);
  const next = newPin(apdu.data);
  if (next === undefined) throw new Refusal(status.wrongData);
  chip.session.isAdmin = false;
  setUserPin(chip, next);
  return NOTHING;
};

/** One write for PIN and counter: a half-done reset must not exist. */
function setUserPin(chip: Chip, userPin: string): void {
  chip.commit({ userPin, isDefaultUserPin: false, userTriesLeft: chip.state.userTriesMax });
}

function newPin(bytes: Uint8Array): string | undefined {
  const pin = Buffer.from(bytes).toString('latin1');
  return GIDS_PIN.test(pin) ? pin : undefined;
}
