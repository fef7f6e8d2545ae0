import { timingSafeEqual } from 'node:crypto';
import { dialogOf } from '../dialog.ts';
import type { Personal } from '../personal.ts';
import { runDialog } from '../program.ts';
import { PROMPT_SECONDS, type Prompt, type PromptAnswer } from '../prompt.ts';
import { appleScript } from './script.ts';

/** Runs one script and gives what became of it. */
type Run = (script: string, signal: AbortSignal | undefined) => Promise<PromptAnswer>;

const osascript: Run = (input, signal) =>
  runDialog({
    command: '/usr/bin/osascript',
    args: ['-'],
    environment: { PATH: '/usr/bin:/bin', HOME: process.env['HOME'] ?? '/' },
    input,
    waitMs: (PROMPT_SECONDS + 10) * 1000,
    ...(signal === undefined ? {} : { signal }),
  });

/** The dialogs of macOS, by osascript; the script goes in by its standard input. No Mac was at hand: only the script and the answers' reading are tested. */
export function createMacDialogs({
  personal,
  run = osascript,
}: {
  readonly personal: () => Personal;
  readonly run?: Run;
}): Prompt {
  return {
    async ask(request) {
      let dialog = dialogOf(request, personal());
      const [first, second] = dialog.fields;
      for (;;) {
        const answer = await run(appleScript(dialog, first, PROMPT_SECONDS), request.signal);
        if (answer.kind !== 'pin' || second === undefined) return answer;
        const again = await run(appleScript(dialog, second, PROMPT_SECONDS), request.signal);
        if (again.kind !== 'pin') {
          answer.pin.fill(0);
          return again;
        }
        const isSame = again.pin.length === answer.pin.length && timingSafeEqual(again.pin, answer.pin);
        again.pin.fill(0);
        if (isSame) return answer;
        answer.pin.fill(0);
        dialog = { ...dialog, warning: dialog.differ };
      }
    },
  };
}
