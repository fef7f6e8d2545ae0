import type { Remembered } from '@jiesuo/ceremony';
import type { JournalEntry } from './journal.ts';

/** What the journal of one ceremony says about K: the furthest it may have got, and whether the retyped PIN was tried since. */
export function remember(entries: readonly JournalEntry[]): Remembered {
  let remembered: Remembered = 'nothing';
  for (const { step } of entries) {
    if (step === 'unblock_sent' || step === 'unblocked') remembered = 'unblock_sent';
    else if (step === 'change_sent' || step === 'changed' || step === 'retype_tried') remembered = step;
    else if (step === 'completed') remembered = 'nothing';
  }
  return remembered;
}
