import type { PinPolicy } from '@jiesuo/ceremony';
import { pinFault } from '../commands/pinRules.ts';
import type { PinFault } from '../commands/view.ts';
import type { Language, Prompt, PromptAnswer, PromptFacts } from './prompt.ts';

export interface NewPinQuestion {
  readonly facts: PromptFacts;
  readonly policy: PinPolicy;
  /** Last 6 characters of phone, ID number and USCC. */
  readonly tails: readonly string[];
  readonly language: Language;
  readonly signal?: AbortSignal;
}

/** Asks until the PIN passes the rules, the fault of each try shown in the next, or until the person gives up. */
export async function askNewPin(
  prompt: Prompt,
  question: NewPinQuestion,
): Promise<Exclude<PromptAnswer, { kind: 'yes' }>> {
  const { facts, policy, tails, language, signal } = question;
  let fault: PinFault | undefined;
  for (;;) {
    const answer = await prompt.ask({
      kind: 'new_pin',
      facts,
      language,
      min: policy.min,
      max: policy.max,
      ...(fault === undefined ? {} : { fault }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.kind === 'yes') return { kind: 'unavailable', reason: 'program_fault' };
    if (answer.kind !== 'pin') return answer;
    const text = answer.pin.toString('latin1');
    fault = pinFault(text, text, policy, tails);
    if (fault === undefined) return answer;
    answer.pin.fill(0);
  }
}
