import { equalBytes } from '../applet/equal.ts';
import { NOTHING, Refusal, status } from '../applet/status.ts';
import { type PinType, readTries, spendTry } from '../applet/tries.ts';
import type { CommandApdu } from './apdu.ts';
import { type Chip, type Command, requireApplication, requireLogin } from './command.ts';
import { challengeAnswer, commandMac, openPin, pinKey } from './pin-block.ts';
import { type CardState, dialectOf } from './state.ts';

const PIN_TYPES = [0, 1];

export const getPinInfo: Command = {
  cla: 0x80,
  p1: [0],
  p2: PIN_TYPES,
  data: [2, 2],
  le: 'required',
  run: (chip, { p2, data }) => {
    requireApplication(chip, data);
    const { max, left } = readTries(chip.state, pinType(p2));
    return Uint8Array.of(max, left, pinType(p2) === 'user' && chip.state.isDefaultUserPin ? 1 : 0);
  },
};

export const verifyPin: Command = {
  cla: 0x80,
  p1: [0],
  p2: PIN_TYPES,
  data: [18, 18],
  le: 'absent',
  run: (chip, { p2, data }) => {
    const challenge = takeChallenge(chip);
    requireApplication(chip, data);
    const type = pinType(p2);
    if (readTries(chip.state, type).left === 0) throw new Refusal(status.locked);
    if (challenge === undefined) throw new Refusal(status.conditionsNotMet);
    chip.session.login = undefined;
    spendTry(chip, type, () => {
      const expected = challengeAnswer(keyOf(chip.state, type), challenge);
      return equalBytes(data.subarray(2), expected);
    });
    chip.session.login = type;
    return NOTHING;
  },
};

export const changePin: Command = {
  cla: 0x84,
  p1: [0],
  p2: PIN_TYPES,
  data: [22, 22],
  le: 'absent',
  run: (chip, command) => {
    const type = pinType(command.p2);
    const pin = openNewPin(chip, command, type);
    chip.commit(type === 'user' ? { userPin: pin, isDefaultUserPin: false } : { adminPin: pin });
    return NOTHING;
  },
};

export const unblockPin: Command = {
  cla: 0x84,
  p1: [0],
  p2: [0],
  data: [22, 22],
  le: 'absent',
  run: (chip, command) => {
    const pin = openNewPin(chip, command, 'admin');
    // One write for PIN and counter: a half-done unblock must not exist.
    chip.commit({ userPin: pin, isDefaultUserPin: false, userTriesLeft: chip.state.userTriesMax });
    return NOTHING;
  },
};

export const clearSecureState: Command = {
  cla: 0x80,
  p1: [0],
  p2: [0],
  data: [2, 2],
  le: 'absent',
  run: (chip, { data }) => {
    requireApplication(chip, data);
    chip.session.login = undefined;
    return NOTHING;
  },
};

/**
 * The new PIN of a command under the key of `type`'s PIN. Touches no counter: a wrong MAC must not cost a try.
 * @throws {Refusal} 698A, 6982, 6985, 6A80
 */
function openNewPin(chip: Chip, command: CommandApdu, type: PinType): string {
  const challenge = takeChallenge(chip);
  requireApplication(chip, command.data);
  requireLogin(chip, type);
  if (challenge === undefined) throw new Refusal(status.conditionsNotMet);
  const key = keyOf(chip.state, type);
  const body = command.data.subarray(0, -4);
  const mac = commandMac(key, challenge, command, body, dialectOf(chip.state));
  const isAuthentic = equalBytes(command.data.subarray(-4), mac);
  const pin = isAuthentic ? openPin(key, body.subarray(2)) : undefined;
  if (pin === undefined) throw new Refusal(status.wrongData);
  return pin;
}

/** Whoever asks for the challenge uses it up, even when the command is then refused: no command can be replayed. */
function takeChallenge(chip: Chip): Uint8Array | undefined {
  const { challenge } = chip.session;
  chip.session.challenge = undefined;
  return challenge;
}

function pinType(p2: number): PinType {
  return p2 === 0 ? 'admin' : 'user';
}

function keyOf(state: CardState, type: PinType): Uint8Array {
  return pinKey(type === 'admin' ? state.adminPin : state.userPin, dialectOf(state));
}
