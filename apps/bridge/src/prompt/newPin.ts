import type { PinRules } from '@jiesuo/ceremony';
import { pinFault } from '../commands/pinRules.ts';
import type { PinFault } from '../commands/view.ts';
import type { Language, Prompt, PromptAnswer, PromptFacts } from './prompt.ts';

export interface NewPinQuestion {
  readonly facts: PromptFacts;
  readonly policy: PinRules;
  /** Last 6 characters of phone, ID number and USCC. */
  readonly tails: readonly string[];
  readonly language: Language;
  /** Of the try before. */
  readonly fault?: PinFault | undefined;
  readonly signal?: AbortSignal;
}

/** Asks once, in one dialog, and judges: a PIN against the rules is wiped and its fault told. */
export async function askNewPin(
  prompt: Prompt,
  { facts, policy, tails, language, fault, signal }: NewPinQuestion,
): Promise<Exclude<PromptAnswer, { kind: 'yes' }> | { readonly kind: 'fault'; readonly fault: PinFault }> {
  const answer = await prompt.ask({
    kind: 'new_pin',
    facts,
    language,
    min: policy.min,
    max: policy.max,
    ...(policy.alphabet === undefined ? {} : { alphabet: policy.alphabet }),
    ...(fault === undefined ? {} : { fault }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.kind === 'yes') return { kind: 'unavailable', reason: 'program_fault' };
  if (answer.kind !== 'pin') return answer;
  const text = answer.pin.toString('latin1');
  const found = pinFault(text, text, policy, tails);
  if (found === undefined) return answer;
  answer.pin.fill(0);
  return { kind: 'fault', fault: found };
}
