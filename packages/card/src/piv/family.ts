import { atrOf } from '../iso/atr.ts';
import { isoFamily } from '../iso/family.ts';
import { selected } from '../iso/selected.ts';
import { generalAuthenticate } from './authentication.ts';
import { getData, getSerial, getVersion, select } from './objects.ts';
import { change, resetRetryCounter, verify } from './pins.ts';
import { beginSession, type PivCommand, type PivSession } from './session.ts';
import type { PivState } from './state.ts';

/** Any command but the signature itself makes the PIN stale for key 9C. */
const between = (command: PivCommand): PivCommand =>
  selected((chip, apdu) => {
    chip.session.isPinFresh = false;
    return command(chip, apdu);
  });

/**
 * A PIV card (NIST SP 800-73-4) with Yubico's two harmless instructions, FD version and F8 serial number. Born personalised: nothing
 * can be generated, imported or written, and there is no factory reset. The ATR tells by what a PIN is unblocked.
 */
export const piv = isoFamily<PivState, PivSession>({
  atr: ({ unblockedBy }) => atrOf(unblockedBy === 'puk' ? 'PIVP' : 'PIVK'),
  begin: beginSession,
  commands: new Map([
    [0x20, between(verify)],
    [0x24, between(change)],
    [0x2c, between(resetRetryCounter)],
    [0x87, selected(generalAuthenticate)],
    [0xa4, select],
    [0xcb, between(getData)],
    [0xf8, between(getSerial)],
    [0xfd, between(getVersion)],
  ]),
});
