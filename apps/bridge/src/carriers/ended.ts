import { failureCodes } from '@jiesuo/ceremony/messages';
import { z } from 'zod';
import type { View } from '../commands/view.ts';
import { Stopped } from '../window/stopped.ts';
import { type Language, words } from '../window/words.ts';

/** How a dialling ended, as it may be told to the program that asked for it. */
export const ended = z.union([
  z.strictObject({ stage: z.literal('done') }),
  z.strictObject({ stage: z.literal('failed'), failure: z.enum(failureCodes) }),
  /** A code of the window's troubles. */
  z.strictObject({ stage: z.literal('stopped'), trouble: z.string().max(40) }),
  /** The portal's own sentence. */
  z.strictObject({ stage: z.literal('stopped'), sentence: z.string().max(1000) }),
]);
export type Ended = z.output<typeof ended>;

/** Runs one and folds what becomes of it; what is nobody's refusal is thrown on. */
export async function endOf(dialling: Promise<View>): Promise<Ended> {
  try {
    const view = await dialling;
    return view.stage === 'failed' ? { stage: 'failed', failure: view.failure } : { stage: 'done' };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { stage: 'stopped', ...error.reason };
  }
}

/** What a person is told, or undefined where all went well. */
export function sentenceOf(end: Ended, language: Language): string | undefined {
  if (end.stage === 'done') return undefined;
  if ('sentence' in end) return end.sentence;
  const code = end.stage === 'failed' ? end.failure : `window_${end.trouble}`;
  const { diagnoses } = words[language];
  const advice = Object.entries(diagnoses).find(([name]) => name === code)?.[1] ?? diagnoses.window_fault;
  return `${advice.what} ${advice.todo}`;
}
