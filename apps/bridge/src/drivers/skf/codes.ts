import { gmt0017Words, pinWord, plainWord } from '../cards/outcome.ts';
import { DriverFault } from '../driver.ts';
import type { PinOutcome } from '../ukey.ts';

/** Codes of GM/T 0016-2012, Annex A, that the bridge tells apart. */
export const SAR = {
  ok: 0,
  notSupported: 0x0a000003,
  invalidHandle: 0x0a000005,
  timeOut: 0x0a00000f,
  inDataLength: 0x0a000010,
  inData: 0x0a000011,
  certificateNotFound: 0x0a00001c,
  deviceRemoved: 0x0a000023,
  pinIncorrect: 0x0a000024,
  pinLocked: 0x0a000025,
  pinInvalid: 0x0a000026,
  pinLength: 0x0a000027,
  alreadyLoggedIn: 0x0a000028,
} as const;

export const detailOf = (call: string, result: number): string => `SKF_${call} 0x${result.toString(16)}`;

/** Some libraries give the card's status word of a refusal in the place of a SAR code, some put it behind the same 0A00. */
function statusWordOf(result: number): string | undefined {
  const word = result & 0xffff;
  const head = result >>> 16;
  return (head === 0 || head === 0x0a00) && word >= 0x6000 && word <= 0x6fff ? word.toString(16) : undefined;
}

export const isDone = (result: number): boolean => result === SAR.ok || result === 0x9000;

/** What a failed call means to whoever holds the UKey. */
export function faultOf(call: string, result: number): DriverFault {
  const detail = detailOf(call, result);
  // We close a handle once only: one that is not valid any more went with its UKey.
  if (result === SAR.deviceRemoved || result === SAR.invalidHandle) return new DriverFault('removed', detail);
  if (result === SAR.timeOut) return new DriverFault(call === 'LockDev' ? 'busy' : 'time_out', detail);
  return new DriverFault('fault', detail);
}

/**
 * What a call that took a PIN says of it.
 * @param hasTriesInHighNibble the model's quirk: 6xCy tells the tries left in x, where others tell them in y of 63Cy.
 * @returns `unclear` for PIN_INVALID, which some makers say of a wrong PIN and some of one against their rule.
 * @throws {DriverFault} for a result that says nothing about the PIN.
 */
export function pinOutcome(call: string, result: number, hasTriesInHighNibble = false): PinOutcome | 'unclear' {
  if (isDone(result)) return 'right';
  const word = statusWordOf(result);
  if (word !== undefined) return pinWord(plainWord(word, { hasTriesInHighNibble }), gmt0017Words) ?? fail(call, result);
  switch (result) {
    case SAR.pinIncorrect:
      return 'wrong';
    case SAR.pinLocked:
      return 'locked';
    case SAR.pinInvalid:
      return 'unclear';
    case SAR.pinLength:
    case SAR.inDataLength:
    case SAR.inData:
      return 'refused';
    default:
      return fail(call, result);
  }
}

function fail(call: string, result: number): never {
  throw faultOf(call, result);
}
