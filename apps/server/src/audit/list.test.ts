import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { writeLeaf } from './write.ts';

const add = (t: Trial, operation: string, subject: string, n: number) =>
  t.ctx.db
    .transaction()
    .execute((trx) =>
      writeLeaf(
        trx,
        { ctx: t.ctx, at: t.now(), actor: 'system', operation, requestId: null },
        { subject, detail: { n } },
      ),
    );

everyEngine('audit.list pages newest first without a gap or a twin, even within one instant', async (t) => {
  const auditor = await t.staff('auditor');
  for (let n = 0; n < 7; n++) {
    await add(t, 'orders.expire', 'CA20260302PAGING', n);
    if (n % 3 === 2) t.advance(1);
  }
  const seen: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await auditor.ok('audit.list', { operation: 'orders.expire', limit: 2, ...(after ? { after } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ detail }) => detail['n']));
    // What is added while somebody reads stands before the first page and disturbs no later one.
    if (seen.length === 4) await add(t, 'orders.expire', 'CA20260302PAGING', 99);
    after = page.next ?? undefined;
  } while (after);
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
});

everyEngine('audit.list filters by operation and by subject, exactly', async (t) => {
  const auditor = await t.staff('auditor');
  await add(t, 'orders.expire', 'CA20260302AAAAAA', 1);
  await add(t, 'orders.expire', 'CA20260302BBBBBB', 2);
  await add(t, 'ceremonies.silence', 'CA20260302AAAAAA', 3);
  const found = async (input: { operation?: string; subject?: string }) =>
    (await auditor.ok('audit.list', input)).items.map(({ detail }) => Number(detail['n'])).toSorted((a, b) => a - b);
  expect(await found({ operation: 'orders.expire' })).toEqual([1, 2]);
  expect(await found({ subject: 'CA20260302AAAAAA' })).toEqual([1, 3]);
  expect(await found({ operation: 'ceremonies.silence', subject: 'CA20260302AAAAAA' })).toEqual([3]);
  for (const nothing of [
    { operation: 'orders.' },
    { subject: 'CA20260302' },
    { subject: '%' },
    { operation: "' or 1=1 --" },
  ])
    expect(await found(nothing)).toEqual([]);
  expect((await auditor.refused('audit.list', { limit: 101 })).code).toBe('invalid_input');
});

everyEngine('a member of staff is shown by name and found by account; the log itself holds the id alone', async (t) => {
  const [auditor, admin] = [await t.staff('auditor'), await t.staff('administrator')];
  await admin.ok('staff.hire', { name: 'new', displayName: '新人' });
  const actor = `staff:${admin.staffId}`;
  const { name, display_name } = await t.ctx.db
    .selectFrom('staff')
    .select(['name', 'display_name'])
    .where('id', '=', admin.staffId)
    .executeTakeFirstOrThrow();
  for (const asked of [name, actor]) {
    const { items } = await auditor.ok('audit.list', { actor: asked, operation: 'staff.hire' });
    expect(items).toMatchObject([{ actor, actorName: display_name, subject: 'new' }]);
  }
  const { items } = await auditor.ok('audit.list', { actor: 'anyone', limit: 1 });
  expect(items).toMatchObject([{ actor: 'anyone', actorName: null }]);
});

everyEngine('every leaf that an act wrote can be hashed again from its entry', async (t) => {
  const [auditor, customer] = [await t.staff('auditor'), await t.customer()];
  await customer.ok('accounts.edit', { organisation: '示例 "公司" \u2028 二部', contact: '张三' });
  const rows = await t.ctx.db.selectFrom('audit_leaves').selectAll().execute();
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const row of rows) {
    const hash = createHash('sha256').update('\0').update(row.entry).digest();
    expect(Buffer.from(row.leaf_hash).equals(hash)).toBe(true);
    const entry = JSON.parse(row.entry) as Record<string, unknown>;
    expect(entry).toMatchObject({ v: 1, ca: t.ctx.caId, id: row.id, at: row.at.toISOString(), actor: row.actor });
    expect(entry).toMatchObject({ operation: row.operation, subject: row.subject, detail: row.detail });
  }
  const listed = (await auditor.ok('audit.list', { limit: 100 })).items;
  expect(new Map(listed.map(({ id, leafHash }) => [id, leafHash]))).toEqual(
    new Map(rows.map((row) => [row.id, Buffer.from(row.leaf_hash).toString('hex')])),
  );
});

everyEngine('the database itself refuses to change, delete or empty the audit log', async (t) => {
  await add(t, 'orders.expire', 'CA20260302AAAAAA', 1);
  const before = await t.ctx.db.selectFrom('audit_leaves').selectAll().execute();
  for (const statement of [
    sql`update audit_leaves set subject = 'x'`,
    sql`update audit_leaves set entry = entry where false or true`,
    sql`delete from audit_leaves`,
    sql`truncate audit_leaves`,
    sql`truncate audit_leaves cascade`,
  ])
    await expect(statement.execute(t.ctx.db)).rejects.toMatchObject({ code: '23001' });
  expect(await t.ctx.db.selectFrom('audit_leaves').selectAll().execute()).toEqual(before);
});
