import type { Config } from '../../config.ts';
import { describe } from '../../describe.ts';
import { StartFault } from '../../startFault.ts';

/** `note`: the server runs with it, and a person should know. */
export type Verdict = 'good' | 'wrong' | 'note';

export interface Finding {
  /** A setting's name, or a plain one: ASCII, at most 24 characters. */
  readonly subject: string;
  readonly verdict: Verdict;
  /** 中文 first, English in brackets. */
  readonly sentence: string;
}

export interface Surroundings {
  readonly config: Config;
  readonly now: Date;
}
/** One thing to be looked at. It changes nothing, and throws only what is a finding itself. */
export type Check = (around: Surroundings) => readonly Finding[] | Promise<readonly Finding[]>;

export const found = (subject: string, verdict: Verdict, zh: string, en: string): Finding => ({
  subject,
  verdict,
  sentence: `${zh} (${en})`,
});

/** What `look` found; whatever it throws is a finding that something is wrong. */
export async function tried(
  subject: string,
  look: () => Finding | readonly Finding[] | Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [{ subject, verdict: 'wrong', sentence: error instanceof StartFault ? error.message : describe(error) }];
  }
}
