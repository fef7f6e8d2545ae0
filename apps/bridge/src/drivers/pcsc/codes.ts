import { DriverFault } from '../driver.ts';

/** PC/SC return codes (pcsclite.h, winscard.h), unsigned. */
export const code = {
  ok: 0,
  invalidHandle: 0x80100003,
  timeOut: 0x8010000a,
  sharingViolation: 0x8010000b,
  noCard: 0x8010000c,
  readerUnavailable: 0x80100017,
  noService: 0x8010001d,
  serviceStopped: 0x8010001e,
  unknownReader: 0x80100009,
  noReaders: 0x8010002e,
  notTransacted: 0x80100016,
  unresponsiveCard: 0x80100066,
  unpoweredCard: 0x80100067,
  resetCard: 0x80100068,
  removedCard: 0x80100069,
} as const;

const GONE: readonly number[] = [
  code.noCard,
  code.readerUnavailable,
  code.unknownReader,
  code.removedCard,
  // A card that is being pulled answers like this before the reader has noticed.
  code.notTransacted,
  code.unresponsiveCard,
  code.unpoweredCard,
  code.noService,
  code.serviceStopped,
];

/** What a failed call means to whoever holds the card. */
export function faultOf(call: string, result: number): DriverFault {
  const inside = `${call} 0x${result.toString(16)}`;
  if (GONE.includes(result)) return new DriverFault('removed', inside);
  if (result === code.sharingViolation) return new DriverFault('busy', inside);
  if (result === code.timeOut) return new DriverFault('time_out', inside);
  return new DriverFault('fault', inside);
}

export const isServiceGone = (result: number): boolean => result === code.noService || result === code.serviceStopped;
