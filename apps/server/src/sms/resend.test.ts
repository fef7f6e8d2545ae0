import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { codeSms, mobile, orderSms, queue, rows } from './messages.stage.ts';

const reason = '客户来电说没有收到';

everyEngine('a notice that was not sent goes out once more, with the reason in the audit log', async (t) => {
  await queue(t, { ...orderSms, onceKey: 'order_approved:1:2' });
  await t.ctx.db.updateTable('sms_messages').set({ state: 'failed', failure: 'given_up' }).execute();
  const [row] = await rows(t);
  const id = row?.id ?? '';
  const supervisor = await t.staff('supervisor');
  expect((await supervisor.ok('sms.list', {})).items[0]).toMatchObject({ id, isResendable: true });
  const outcomes = await Promise.all([1, 2, 3].map(() => supervisor.call('sms.resend', { id, reason })));
  expect(outcomes.filter((one) => one.status === 200)).toHaveLength(1);
  expect(outcomes.filter((one) => one.status === 409)).toHaveLength(2);
  expect(await t.sms(mobile)).toEqual([
    { template: 'order_approved', variables: orderSms.variables },
    { template: 'order_approved', variables: orderSms.variables },
  ]);
  const { items } = await supervisor.ok('sms.list', {});
  expect(items.map((one) => [one.state, one.isResendable])).toEqual([
    ['queued', false],
    ['failed', false],
  ]);
  const leaves = await t.ctx.db.selectFrom('audit_leaves').selectAll().where('operation', '=', 'sms.resend').execute();
  expect(leaves).toHaveLength(1);
  expect(leaves[0]).toMatchObject({ subject: id, detail: { reason, template: 'order_approved', state: 'failed' } });
  await t.jobs();
  expect((await rows(t)).map((one) => one.state).toSorted()).toEqual(['failed', 'sent']);
});

everyEngine('codes, and what is queued or was sent, are never sent again by staff', async (t) => {
  const supervisor = await t.staff('supervisor');
  await queue(t, codeSms);
  await queue(t, orderSms);
  const [code, notice] = await rows(t);
  const refused = async (id: string) => (await supervisor.refused('sms.resend', { id, reason })).code;
  await t.ctx.db
    .updateTable('sms_messages')
    .set({ state: 'failed' })
    .where('id', '=', code?.id ?? '')
    .execute();
  expect(await refused(code?.id ?? '')).toBe('message_not_resendable');
  for (const state of ['queued', 'sent', 'delivered'] as const) {
    await t.ctx.db
      .updateTable('sms_messages')
      .set({ state })
      .where('id', '=', notice?.id ?? '')
      .execute();
    expect([state, await refused(notice?.id ?? '')]).toEqual([state, 'message_not_resendable']);
  }
  expect(await refused('01a20421-4174-7590-8f20-2344c4a2c02e')).toBe('not_found');
  expect(await rows(t)).toHaveLength(2);
});
