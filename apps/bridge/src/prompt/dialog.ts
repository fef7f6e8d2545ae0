import { words as windowWords } from '../window/words.ts';
import type { Personal } from './personal.ts';
import type { PromptRequest } from './prompt.ts';
import { factLines, promptWords } from './words.ts';

/** What a dialog shows, whichever system draws it. Plain text only. */
export interface Dialog {
  readonly title: string;
  /** Lines, joined by \n: the phrase, the facts, what to do. */
  readonly text: string;
  /** Shown as a warning. */
  readonly warning?: string;
  /** Labels of the password fields: none for yes or no, two for a new PIN. */
  readonly fields: readonly string[];
  /** Said when the two fields differ. */
  readonly differ: string;
  readonly ok: string;
  readonly cancel: string;
  /** The person's own picture, for systems that can show one. */
  readonly image?: string;
}

export function dialogOf(request: PromptRequest, personal: Personal): Dialog {
  const words = promptWords[request.language];
  const faults = windowWords[request.language].faults;
  const facts = factLines(request.facts, personal.phrase, request.language);
  const made = (say: string, rest: Pick<Dialog, 'fields' | 'ok'> & { warning?: string }): Dialog => ({
    title: words.title[request.kind],
    text: [...facts, '', say].join('\n'),
    differ: faults.differ,
    cancel: words.button.cancel,
    ...(personal.image === undefined ? {} : { image: personal.image }),
    ...rest,
  });
  switch (request.kind) {
    case 'new_pin':
      return made(words.newPin(request.min, request.max, request.alphabet ?? 'printable'), {
        fields: [words.label.first, words.label.second],
        ok: words.button.reset,
        ...(request.fault === undefined ? {} : { warning: faults[request.fault] }),
      });
    case 'old_pin': {
      const { triesLeft } = request;
      const warnings = [
        ...(request.isWrong === true ? [words.wrong] : []),
        ...(triesLeft !== null && triesLeft <= LOW_TRIES ? [words.warnLow(triesLeft)] : []),
      ];
      const left = triesLeft === null || triesLeft <= LOW_TRIES ? [] : [words.triesLeft(triesLeft)];
      return made([words.oldPin, ...left].join('\n'), {
        fields: [words.label.old],
        ok: words.button.confirm,
        ...(warnings.length === 0 ? {} : { warning: warnings.join(' ') }),
      });
    }
    case 'yes_no':
      return made(words.question[request.question], { fields: [], ok: words.button[request.question] });
  }
}

const LOW_TRIES = 2;
