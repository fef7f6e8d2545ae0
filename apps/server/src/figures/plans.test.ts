import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { findOrMakeCa } from '../ca.ts';
import { testEngines } from '../db/engines.ts';
import { pgTypes } from '../db/parsers.ts';
import type { Database } from '../db/schema.ts';
import { createTexts } from '../texts/versions.ts';
import { fillYears } from './fillForTests.ts';
import { showMessages } from './messages.ts';
import { showMoney } from './money.ts';
import { showOrders } from './orders.ts';
import { showResets } from './resets.ts';
import { showReviewers } from './reviewers.ts';
import { showReviews } from './reviews.ts';
import { rollUpDays } from './rollUp.ts';

const postgres = testEngines().find(({ name }) => name === 'postgres');
/** Grow with every order, for ever. */
const growing = [
  'orders',
  'order_events',
  'review_decisions',
  'materials',
  'ceremonies',
  'ukeys',
  'pay_attempts',
  'refunds',
  'sms_messages',
] as const;
const now = new Date('2026-11-22T02:00:00Z');
const orders = 30_000;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

test.skipIf(!postgres)(
  'neither a page of figures nor the count of a day scans a table that grows with the orders',
  async () => {
    const opened = await postgres?.open();
    if (!opened || !('url' in opened)) throw new Error('no PostgreSQL');
    const asked: CompiledQuery[] = [];
    const pool = new pg.Pool({ connectionString: String(opened.url), types: pgTypes, max: 1 });
    const db = new Kysely<Database>({
      dialect: new PostgresDialect({ pool }),
      log: ({ query }) => void asked.push(query),
    });
    try {
      const caId = await findOrMakeCa(opened.db, 'plans');
      await fillYears(opened, { caId, orders, until: now });
      const clock = () => now;
      const books = { db, caId, clock, texts: createTexts({ db, caId, clock }) };
      for (const period of ['today', 'days30'] as const)
        for (const show of [showOrders, showReviews, showResets, showReviewers, showMoney, showMessages])
          expect((await show(books, { period }, now)).missingDays).toBe(period === 'today' ? 0 : 57);
      expect(await rollUpDays(books)).toBe(60);
      for (const show of [showOrders, showReviews, showResets, showReviewers, showMoney, showMessages])
        expect((await show(books, { period: 'days30' }, now)).missingDays).toBe(0);
      const read = new Set<string>();
      const scanned = new Set<string>();
      const selects = new Map(asked.filter(({ sql }) => sql.startsWith('select')).map((query) => [query.sql, query]));
      for (const { sql, parameters } of selects.values()) {
        const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
          CompiledQuery.raw(`explain (format json) ${sql}`, [...parameters]),
        );
        for (const node of rows.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan: plan }) => nodesOf(plan))) {
          const table = growing.find((name) => name === node['Relation Name']);
          if (table) read.add(table);
          if (table && node['Node Type'] === 'Seq Scan') scanned.add(`${table}: ${sql}`);
        }
      }
      expect([...scanned]).toEqual([]);
      expect([...read].toSorted()).toEqual([...growing].toSorted());
    } finally {
      await db.destroy();
      await opened.close();
    }
  },
  180_000,
);
