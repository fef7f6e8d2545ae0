import { describe, expect, test } from 'vitest';
import type { JournalEntry } from './journal.ts';
import { remember } from './remember.ts';

type Step = JournalEntry['step'];
const after = (...steps: Step[]) =>
  remember(
    steps.map((step) => ({ ceremony: '0195a000-0000-7000-8000-000000000001', at: '2026-03-02T01:00:00Z', step })),
  );

describe('the journal tells the furthest that K may have got', () => {
  test.each<[string, ReturnType<typeof remember>, Step[]]>([
    ['nothing was begun', 'nothing', []],
    ['a failure before UNBLOCK', 'nothing', ['failed']],
    ['UNBLOCK was on its way', 'unblock_sent', ['unblock_sent']],
    ['UNBLOCK was carried out', 'unblock_sent', ['unblock_sent', 'unblocked']],
    ['UNBLOCK was carried out and then something failed', 'unblock_sent', ['unblock_sent', 'unblocked', 'failed']],
    ['CHANGE was on its way', 'change_sent', ['unblock_sent', 'unblocked', 'change_sent']],
    ['CHANGE was on its way and then something failed', 'change_sent', ['unblocked', 'change_sent', 'failed']],
    ['CHANGE was carried out', 'changed', ['unblocked', 'change_sent', 'changed']],
    ['the retyped PIN was tried', 'retype_tried', ['change_sent', 'retype_tried']],
    [
      'the retyped PIN was tried, wrong, and UNBLOCK done again',
      'unblock_sent',
      ['change_sent', 'retype_tried', 'unblock_sent'],
    ],
    ['the retyped PIN was tried and right', 'changed', ['change_sent', 'retype_tried', 'changed']],
    [
      'a second CHANGE after a retyped PIN',
      'change_sent',
      ['retype_tried', 'unblock_sent', 'unblocked', 'change_sent'],
    ],
    ['the whole was completed', 'nothing', ['unblock_sent', 'unblocked', 'change_sent', 'changed', 'completed']],
  ])('%s', (_, remembered, steps) => {
    expect(after(...steps)).toBe(remembered);
  });
});
