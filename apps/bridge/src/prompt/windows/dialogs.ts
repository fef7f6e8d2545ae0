import { isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import { dialogOf } from '../dialog.ts';
import type { Personal } from '../personal.ts';
import { runDialog } from '../program.ts';
import { PROMPT_SECONDS, type Prompt } from '../prompt.ts';

/** The bridge's own command that shows one dialog and ends: a modal dialog stops its thread, and a process can be taken away. */
export const DIALOG_COMMAND = 'show-dialog';

/** Windows finds the system's libraries and the person's fonts by these; nothing else of the environment is handed on. */
const PASSED = ['SystemRoot', 'SystemDrive', 'windir', 'TEMP', 'TMP', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA'];

/** A dialog of our own on user32, in a process of its own. Tried on no Windows; see the operator's guide for what was. */
export function createWindowsDialogs({ personal }: { readonly personal: () => Personal }): Prompt {
  return {
    ask(request) {
      const launcher = isSea() ? [] : [fileURLToPath(new URL('../../../bridge.js', import.meta.url))];
      const environment = PASSED.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value] as const];
      });
      return runDialog({
        command: process.execPath,
        args: [...launcher, DIALOG_COMMAND],
        environment: Object.fromEntries(environment),
        input: JSON.stringify({ dialog: dialogOf(request, personal()), seconds: PROMPT_SECONDS }),
        waitMs: (PROMPT_SECONDS + 10) * 1000,
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
    },
  };
}
