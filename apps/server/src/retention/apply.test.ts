import { expect } from 'vitest';
import { readHead } from '../audit/mirror/head.ts';
import { judgeLog } from '../audit/tree/judge.ts';
import { sequence } from '../audit/tree/sequence.ts';
import * as sample from '../materials/decode/samples.ts';
import {
  consentOf,
  fill,
  form,
  intoValidity,
  later,
  move,
  refuse,
  registerUkey,
  setFee,
  submit,
} from '../orders/stageForTests.ts';
import { type Customer, everyEngine, type Trial } from '../trial.ts';
import { applyRetention } from './apply.ts';
import { markOf } from './record.ts';

const day = 24 * 3_600;
const hour = 3_600;
const years = (count: number) => count * 366 * day;

const storedKeys = async (t: Trial) => {
  const keys: string[] = [];
  for await (const { storeKey } of t.ctx.files.list()) keys.push(storeKey);
  return keys;
};

/** An order whose ID card is a real file with its page. */
async function submitWithFiles(t: Trial, who: Customer) {
  const draft = await fill(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
  return who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
}
const rowOf = (t: Trial, number: string) =>
  t.ctx.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
const deletionsOf = (t: Trial, rule: 'cancelled' | 'rejected' | 'evidence') =>
  t.ctx.db.selectFrom('deletions').selectAll().where('rule', '=', rule).execute();

everyEngine(
  'an order without a verdict loses form, materials and bytes 30 days after its end, and its deletion is on record',
  async (t) => {
    intoValidity(t);
    await setFee(t, 20_000);
    const who = await t.customer();
    const { number } = await submitWithFiles(t, who);
    expect(await storedKeys(t)).toHaveLength(2);
    await who.ok('orders.cancel', { numbers: [number] });
    const order = await rowOf(t, number);
    expect(order).toMatchObject({ kept_as: 'cancelled', ended_at: t.now() });
    await later(t, 30 * day, who);
    expect((await applyRetention(t.ctx)).cancelled).toBeUndefined();
    await later(t, hour, who);
    expect(await applyRetention(t.ctx)).toMatchObject({ cancelled: 1 });
    expect(await applyRetention(t.ctx)).toEqual({});
    expect(await storedKeys(t)).toEqual([]);
    for (const table of ['materials', 'files', 'document_checks', 'page_prints', 'file_removals'] as const)
      expect(await t.ctx.db.selectFrom(table).selectAll().execute()).toEqual([]);
    const shown = await who.ok('orders.get', { number });
    expect(shown).toMatchObject({ status: 'cancelled', customerName: form.customerName, materials: [] });
    expect(shown.form).toMatchObject({ representativeName: '', representativeIdNumber: '' });
    expect((await rowOf(t, number)).form_sealed).toBe('');

    const [deletion] = await deletionsOf(t, 'cancelled');
    const mark = markOf(t.ctx, 'cancelled', [order.id]);
    expect(deletion).toMatchObject({ mark, records: 1, files: 2, at: t.now() });
    expect(deletion?.bytes).toBeGreaterThan(0);
    expect(deletion && t.now().getTime() - deletion.due_at.getTime()).toBeLessThanOrEqual(day * 1000);
    const leaf = await t.ctx.db
      .selectFrom('audit_leaves')
      .select(['operation', 'subject', 'actor', 'detail'])
      .where('id', '=', deletion?.leaf_id ?? '')
      .executeTakeFirst();
    expect(leaf).toMatchObject({ operation: 'retention.delete', subject: number, actor: 'system' });
    expect(leaf?.detail).toMatchObject({ rule: 'cancelled', mark, files: 2, bytes: deletion?.bytes });
    for (const kept of [JSON.stringify(deletion), JSON.stringify(leaf)])
      for (const secret of [form.representativeName, form.representativeIdNumber, form.representativeMobile, order.id])
        expect(kept).not.toContain(secret);
  },
);

everyEngine('a refused order is kept for 90 days after its end, one that was approved is evidence', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const refused = await submit(t, who);
  await refuse(t, refused, 'id_card');
  await who.ok('orders.cancel', { numbers: [refused.number] });
  const approved = await submit(t, who);
  await move(t, approved.number, 'approve');
  await move(t, approved.number, 'close');
  const { certificate_not_after: end } = await rowOf(t, approved.number);
  expect((await rowOf(t, refused.number)).kept_as).toBe('rejected');
  expect((await rowOf(t, approved.number)).kept_as).toBe('evidence');
  t.advance(90 * day - hour);
  expect((await applyRetention(t.ctx)).rejected).toBeUndefined();
  t.advance(2 * hour);
  expect(await applyRetention(t.ctx)).toMatchObject({ rejected: 1 });
  const due = new Date(end);
  due.setUTCFullYear(end.getUTCFullYear() + 5);
  t.advance((due.getTime() - t.now().getTime()) / 1000 - hour);
  expect((await applyRetention(t.ctx)).evidence).toBeUndefined();
  expect((await rowOf(t, approved.number)).forgotten_at).toBeNull();
  t.advance(2 * hour);
  expect(await applyRetention(t.ctx)).toMatchObject({ evidence: 1 });
  expect((await rowOf(t, approved.number)).form_sealed).toBe('');
});

everyEngine('a stopped order waits for whoever lifts the stop', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number } = await submit(t, who);
  await t.ctx.db.updateTable('orders').set({ stopped_at: t.now() }).where('number', '=', number).execute();
  await who.ok('orders.cancel', { numbers: [number] });
  t.advance(31 * day);
  expect((await applyRetention(t.ctx)).cancelled).toBeUndefined();
  await t.ctx.db.updateTable('orders').set({ stopped_at: null }).where('number', '=', number).execute();
  expect(await applyRetention(t.ctx)).toMatchObject({ cancelled: 1 });
});

everyEngine('an order that an older release ended without a clock gets one from its timeline', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number } = await submit(t, who);
  await who.ok('orders.cancel', { numbers: [number] });
  const ended = t.now();
  await t.ctx.db.updateTable('orders').set({ ended_at: null, kept_as: null }).where('number', '=', number).execute();
  t.advance(day);
  await applyRetention(t.ctx);
  expect(await rowOf(t, number)).toMatchObject({ kept_as: 'cancelled', ended_at: ended });
});

everyEngine('bytes that a run could not remove are removed by the next, and the rows are gone at once', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number } = await submitWithFiles(t, who);
  await who.ok('orders.cancel', { numbers: [number] });
  t.advance(31 * day);
  const remove = t.ctx.files.remove;
  t.ctx.files.remove = () => Promise.reject(new Error('EROFS'));
  expect(await applyRetention(t.ctx)).toMatchObject({ cancelled: 1 });
  expect(await t.ctx.db.selectFrom('files').selectAll().execute()).toEqual([]);
  expect((await storedKeys(t)).toSorted()).toEqual(
    (await t.ctx.db.selectFrom('file_removals').select('store_key').execute()).map((one) => one.store_key).toSorted(),
  );
  t.ctx.files.remove = remove;
  expect((await applyRetention(t.ctx)).cancelled).toBeUndefined();
  expect(await storedKeys(t)).toEqual([]);
  expect(await t.ctx.db.selectFrom('file_removals').selectAll().execute()).toEqual([]);
  expect(await deletionsOf(t, 'cancelled')).toHaveLength(1);
});

everyEngine('sessions, messages and readings go when their time is over, and the log still verifies', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await submit(t, who);
  await t.jobs();
  const counts = async () => ({
    sessions: (await t.ctx.db.selectFrom('sessions').select('id').execute()).length,
    messages: (await t.ctx.db.selectFrom('sms_messages').select('id').execute()).length,
    readings: (await t.ctx.db.selectFrom('pairings').select('id').execute()).length,
    devices: (await t.ctx.db.selectFrom('account_devices').select('id').execute()).length,
  });
  expect(await counts()).toEqual({ sessions: 1, messages: 1, readings: 1, devices: 1 });
  t.advance(8 * day);
  expect(await applyRetention(t.ctx)).toMatchObject({ reading: 1 });
  t.advance(184 * day);
  expect(await applyRetention(t.ctx)).toMatchObject({ message: 1 });
  expect(await counts()).toEqual({ sessions: 1, messages: 0, readings: 0, devices: 1 });
  t.advance(years(3));
  expect(await applyRetention(t.ctx)).toMatchObject({ session: 2 });
  expect(await counts()).toEqual({ sessions: 0, messages: 0, readings: 0, devices: 0 });
  await sequence(t.ctx);
  const { fault } = await judgeLog(t.ctx, t.ctx.db, await readHead(t.ctx.config.audit.mirrorDir));
  expect(fault).toBeUndefined();
});

everyEngine('a deletion record can be neither changed nor removed', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number } = await submit(t, who);
  await who.ok('orders.cancel', { numbers: [number] });
  t.advance(31 * day);
  await applyRetention(t.ctx);
  await expect(t.ctx.db.updateTable('deletions').set({ files: 0 }).execute()).rejects.toThrow();
  await expect(t.ctx.db.deleteFrom('deletions').execute()).rejects.toThrow();
});

everyEngine('auditors see what is due and overdue, list each deletion and take them along', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number } = await submit(t, who);
  await who.ok('orders.cancel', { numbers: [number] });
  const lineOf = async () => {
    const auditor = await t.staff('auditor');
    const { rules } = await auditor.ok('retention.state', {});
    const { due, overdue, soon, deleted } = rules.find(({ rule }) => rule === 'cancelled') ?? {};
    return { due, overdue, soon, deleted };
  };
  expect(await lineOf()).toEqual({ due: 0, overdue: 0, soon: 0, deleted: 0 });
  t.advance(day);
  expect(await lineOf()).toEqual({ due: 0, overdue: 0, soon: 1, deleted: 0 });
  t.advance(29 * day + hour);
  expect(await lineOf()).toEqual({ due: 1, overdue: 0, soon: 0, deleted: 0 });
  t.advance(day);
  expect(await lineOf()).toEqual({ due: 1, overdue: 1, soon: 0, deleted: 0 });
  await applyRetention(t.ctx);
  expect(await lineOf()).toEqual({ due: 0, overdue: 0, soon: 0, deleted: 1 });
  const auditor = await t.staff('auditor');
  const [listed] = (await auditor.ok('retention.list', { rule: 'cancelled' })).items;
  expect(listed).toMatchObject({ rule: 'cancelled', records: 1, files: 0, at: t.now().toISOString() });
  const csv = Buffer.from(await auditor.ok('retention.export', {})).toString();
  expect(csv).toContain(listed?.mark);
  expect(csv.trimEnd().split('\r\n').length).toBeGreaterThan(1);

  await who.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
  expect((await who.ok('orders.get', { number })).deletion).toEqual({ rule: 'cancelled', at: t.now().toISOString() });
  await sequence(t.ctx);
  const statement = JSON.parse(Buffer.from(await who.ok('orders.evidence', { number })).toString());
  expect(statement).toMatchObject({
    type: 'deletion',
    order: number,
    rule: 'cancelled',
    record: { mark: listed?.mark },
  });
  expect(JSON.parse(statement.audit.entry)).toMatchObject({ operation: 'retention.delete', subject: number });
  expect(statement.audit.proof.length).toBeGreaterThan(0);
});
