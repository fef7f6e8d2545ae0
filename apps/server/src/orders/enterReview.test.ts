import { sql } from 'kysely';
import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { decideBy } from './enterReview.ts';

const at = (clock: string) => new Date(`2026-03-02T${clock}:00+08:00`);

everyEngine('a deadline brings an order forward, and never past what has been promised and come due', async (t) => {
  const now = at('10:00');
  const promised = at('14:00');
  const cases: [string, Date | null, Date][] = [
    ['no deadline', null, promised],
    ['a deadline after the promise', at('17:00'), promised],
    ['a deadline before the promise, less an hour for the reset', at('13:00'), at('12:00')],
    ['a deadline that leaves no hour', at('10:20'), now],
    ['a deadline that has passed', at('09:00'), promised],
    ['a deadline of this very moment', now, promised],
  ];
  for (const [name, deadline, expected] of cases) {
    const { rows } = await sql<{ due: Date }>`select ${decideBy(deadline, promised, now)} as due`.execute(t.ctx.db);
    expect([name, rows[0]?.due]).toEqual([name, expected]);
  }
});
