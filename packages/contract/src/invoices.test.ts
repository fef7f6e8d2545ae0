import { expect, test } from 'vitest';
import { invoiceEnds, invoiceMoves, invoiceStates, mayMoveInvoice } from './invoices.ts';

test('no move leads out of an end, but for the number of an invoice that was made all the same', () => {
  for (const end of invoiceEnds)
    for (const move of Object.keys(invoiceMoves) as (keyof typeof invoiceMoves)[])
      expect([end, move, mayMoveInvoice(move, end)]).toEqual([end, move, end === 'ended' && move === 'issueLate']);
});

test('every state but the first is reached by a move', () => {
  const reached = new Set<string>(Object.values(invoiceMoves).map(({ to }) => to));
  expect(invoiceStates.filter((state) => !reached.has(state))).toEqual([]);
});

test('an invoice that is made is never withdrawn, sent back or ended: only a red-letter one takes it back', () => {
  for (const state of ['issued', 'red_due', 'red'] as const)
    for (const move of ['withdraw', 'reject', 'end', 'amend'] as const)
      expect([state, move, mayMoveInvoice(move, state)]).toEqual([state, move, false]);
});
