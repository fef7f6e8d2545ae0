import { DriverFault } from '../driver.ts';

/** What DEVINFO says. Texts as the library encodes them: see `textOf`. */
export interface DeviceInfo {
  readonly manufacturer: Buffer;
  readonly label: Buffer;
  readonly serial: Buffer;
  readonly firmware: string;
  /** How this library lays it out; undefined for a layout that nobody has described. */
  readonly layout: string | undefined;
}

/** More than any DEVINFO: a library with other ideas of its size must not write over our memory. */
const ROOM = 1024;
const FILLER = 0xaa;
/** Size by ABI (measured with gcc); a header of before the two Max* fields gives 286. Reserved[64], the end, may be left as it was. */
const LAYOUTS = [
  { size: 294, name: 'packed, 32-bit' },
  { size: 296, name: 'natural, 32-bit' },
  { size: 326, name: 'packed, 64-bit' },
  { size: 328, name: 'natural, 64-bit' },
  { size: 286, name: 'packed, 32-bit, without Max' },
];
const RESERVED = 64;
/** Version, manufacturer, issuer, label, serial number, two versions: at the same place in every ABI. */
const TEXTS_END = 198;

export const emptyDeviceInfo = (): Buffer => Buffer.alloc(ROOM, FILLER);

/**
 * Reads what a library wrote into `emptyDeviceInfo`; its layout is told by the last byte that changed.
 * @throws {DriverFault} `fault` when it wrote less than its texts, or more than any layout has.
 */
export function readDeviceInfo(written: Buffer): DeviceInfo {
  const size = written.findLastIndex((byte) => byte !== FILLER) + 1;
  if (size < TEXTS_END || size > 328) throw new DriverFault('fault', `SKF_GetDevInfo wrote ${size} bytes`);
  const layout = LAYOUTS.find((one) => one.size === size) ?? LAYOUTS.find((one) => one.size - RESERVED === size);
  return {
    manufacturer: written.subarray(2, 66),
    label: written.subarray(130, 162),
    serial: written.subarray(162, 194),
    firmware: `${written[196] ?? 0}.${written[197] ?? 0}`,
    layout: layout?.name,
  };
}

const CANARY = 0xaa;
/** Room for a ULONG of either width. Numbers are read as 32 bits from its start: every system with SKF libraries is little-endian. */
export const canary = (): Buffer => Buffer.alloc(8, CANARY);

/** How wide ULONG is in a library that wrote a small number into `canary`; undefined when it wrote nothing. */
export function ulongBits(written: Buffer): 32 | 64 | undefined {
  if (written.subarray(0, 4).every((byte) => byte === CANARY)) return undefined;
  return written.subarray(4).every((byte) => byte === CANARY) ? 32 : 64;
}

/** Longest single name, and most names in a list, that a library is believed. */
const NAME_BYTES_MAX = 255;
const NAMES_MAX = 32;

/**
 * Names, each ended by 00, the list by one more.
 * @throws {DriverFault} `fault` for too many, a too long one, or a last one without its end.
 */
export function readNames(call: string, list: Buffer): readonly Buffer[] {
  const names: Buffer[] = [];
  for (let at = 0; at < list.length && list[at] !== 0; ) {
    const end = list.indexOf(0, at);
    if (end < 0 || end - at > NAME_BYTES_MAX || names.length === NAMES_MAX)
      throw new DriverFault('fault', `SKF_${call} names`);
    names.push(Buffer.from(list.subarray(at, end)));
    at = end + 1;
  }
  return names;
}
