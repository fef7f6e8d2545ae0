import type { Command } from './command.ts';
import { enumContainer, exportCert, getContainerInfo, openContainerByName } from './containers.ts';
import { enumApp, genRandom, getDevInfo, openApp } from './device.ts';
import { changePin, clearSecureState, getPinInfo, unblockPin, verifyPin } from './pins.ts';
import { eccSignData, rsaSignData } from './signatures.ts';

/** The whole dialect by INS (docs/protocol.md §1). */
export const commands: ReadonlyMap<number, Command> = new Map([
  [0x04, getDevInfo],
  [0x14, getPinInfo],
  [0x16, changePin],
  [0x18, verifyPin],
  [0x1a, unblockPin],
  [0x1c, clearSecureState],
  [0x22, enumApp],
  [0x26, openApp],
  [0x42, openContainerByName],
  [0x46, enumContainer],
  [0x4a, getContainerInfo],
  [0x4e, exportCert],
  [0x50, genRandom],
  [0x58, rsaSignData],
  [0x74, eccSignData],
]);
