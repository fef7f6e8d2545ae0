import type { Operations } from '@jiesuo/contract';
import { console as contract } from '@jiesuo/contract/console';
import { expect, test } from 'vitest';
import { form, intoValidity, submit } from '../orders/stageForTests.ts';
import { everyEngine } from '../trial.ts';

everyEngine(
  'an ID number is shown whole to who may see the card, with a reason, and each time is recorded',
  async (t) => {
    intoValidity(t);
    const { number } = await submit(t, await t.customer());
    const [holder, other] = [await t.staff('reviewer'), await t.staff('reviewer')];
    const supervisor = await t.staff('supervisor');
    const why = { number, reason: '与身份证逐位核对' };
    expect((await holder.refused('reviews.unmask', why)).code).toBe('not_found');
    await holder.ok('reviews.take', { number });
    expect((await holder.refused('reviews.unmask', { number, reason: ' ' })).code).toBe('invalid_input');
    const { representativeIdNumber: idNumber } = form;
    expect(await holder.ok('reviews.unmask', why)).toEqual({ idNumber });
    expect(await supervisor.ok('reviews.unmask', why)).toEqual({ idNumber });
    expect((await other.refused('reviews.unmask', why)).code).toBe('not_found');
    const leaves = await t.ctx.db
      .selectFrom('audit_leaves')
      .select(['actor', 'subject', 'detail', 'entry'])
      .where('operation', '=', 'reviews.unmask')
      .orderBy('at')
      .orderBy('id')
      .execute();
    const detail = { field: 'idNumber', reason: why.reason };
    expect(leaves.map(({ actor, subject, detail: told }) => ({ actor, subject, detail: told }))).toEqual(
      [holder, supervisor].map((who) => ({ actor: `staff:${who.staffId}`, subject: number, detail })),
    );
    for (const { entry } of leaves) expect(entry).not.toContain(idNumber);
    expect(t.logged()).not.toContain(idNumber);
  },
);

test('a page of what a customer sent reaches staff by three operations only, and each burns who looks into it', () => {
  const files = Object.values(contract as Operations).filter(({ kind }) => kind === 'file');
  /** Made by the house itself: nothing of a customer's papers is in them. */
  const own = (name: string) => /^(bills|invoices|orders|audit|figures|retention)\./.test(name);
  expect(files.map(({ name }) => name).filter((name) => !own(name))).toEqual(
    expect.arrayContaining(['reviews.material', 'payments.voucher', 'mobileChanges.paper']),
  );
  expect(files.filter(({ name }) => !own(name))).toHaveLength(3);
});
