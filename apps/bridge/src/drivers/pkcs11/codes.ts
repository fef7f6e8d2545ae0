import { DriverFault } from '../driver.ts';
import type { PinOutcome } from '../ukey.ts';

/** CKR values (OASIS PKCS#11 2.40, pkcs11t.h) that the bridge tells apart. */
export const CKR = {
  ok: 0x0,
  slotIdInvalid: 0x3,
  noEvent: 0x8,
  cantLock: 0xa,
  argumentsBad: 0x7,
  attributeSensitive: 0x11,
  attributeTypeInvalid: 0x12,
  deviceRemoved: 0x32,
  functionNotSupported: 0x54,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLenRange: 0xa2,
  pinLocked: 0xa4,
  sessionClosed: 0xb0,
  sessionCount: 0xb1,
  sessionHandleInvalid: 0xb3,
  sessionExists: 0xb6,
  sessionReadOnlyExists: 0xb7,
  tokenNotPresent: 0xe0,
  tokenNotRecognized: 0xe1,
  userAnotherAlreadyLoggedIn: 0x104,
  userTooManyTypes: 0x105,
  bufferTooSmall: 0x150,
  alreadyInitialized: 0x191,
} as const;

const REMOVED: readonly number[] = [
  CKR.slotIdInvalid,
  CKR.deviceRemoved,
  CKR.tokenNotPresent,
  CKR.tokenNotRecognized,
  // We close a session only to open another: one that is closed by somebody else went with its UKey.
  CKR.sessionClosed,
  CKR.sessionHandleInvalid,
];
/** Another program holds sessions or a log-in. */
const BUSY: readonly number[] = [
  CKR.sessionCount,
  CKR.sessionExists,
  CKR.sessionReadOnlyExists,
  CKR.userAnotherAlreadyLoggedIn,
  CKR.userTooManyTypes,
];

export const detailOf = (call: string, result: number): string => `C_${call} 0x${result.toString(16)}`;

/** What a failed call means to whoever holds the UKey. */
export function faultOf(call: string, result: number): DriverFault {
  const code = REMOVED.includes(result) ? 'removed' : BUSY.includes(result) ? 'busy' : 'fault';
  return new DriverFault(code, detailOf(call, result));
}

/** What a call that took a PIN says of it. @throws {DriverFault} for a result that says nothing about the PIN. */
export function pinOutcome(call: string, result: number): PinOutcome {
  switch (result) {
    case CKR.ok:
      return 'right';
    case CKR.pinIncorrect:
      return 'wrong';
    case CKR.pinLocked:
      return 'locked';
    case CKR.pinInvalid:
    case CKR.pinLenRange:
      return 'refused';
    default:
      throw faultOf(call, result);
  }
}

export const isGone = (result: number): boolean => REMOVED.includes(result);
