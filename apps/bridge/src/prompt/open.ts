import type { BridgeConfig } from '../config.ts';
import { createMacDialogs } from './macos/dialogs.ts';
import { loadPersonal } from './personal.ts';
import { createPinentry } from './pinentry.ts';
import type { Prompt } from './prompt.ts';
import { createWindowsDialogs } from './windows/dialogs.ts';

/** The native prompt of this system. Phrase and picture are read anew for each dialog. */
export function openPrompt(
  { dataDir, pinentry }: Pick<BridgeConfig, 'dataDir' | 'pinentry'>,
  platform: NodeJS.Platform = process.platform,
): Prompt {
  const personal = () => loadPersonal(dataDir);
  if (platform === 'win32') return createWindowsDialogs({ personal });
  if (platform === 'darwin') return createMacDialogs({ personal });
  return createPinentry({ personal, ...(pinentry === undefined ? {} : { path: pinentry }) });
}
