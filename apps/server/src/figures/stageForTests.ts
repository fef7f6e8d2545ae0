import type { Method } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { intoValidity, submit } from '../orders/stageForTests.ts';
import type { Customer, Trial } from '../trial.ts';

/** A moment of a day by the clock of Shanghai: `at('2026-03-03', '00:00:30')`. */
export const at = (day: string, time: string): Date => new Date(`${day}T${time}+08:00`);

export interface Subject {
  readonly id: string;
  readonly number: string;
}

/** An order that was really submitted; what then happened to it is written by the test. */
export async function order(t: Trial, who: Customer): Promise<Subject> {
  const { number } = await submit(t, who);
  return t.ctx.db.selectFrom('orders').select(['id', 'number']).where('number', '=', number).executeTakeFirstOrThrow();
}

/** Nothing has happened yet: takes away what the making of orders left. */
export async function forgetEvents(t: Trial): Promise<void> {
  await t.ctx.db.deleteFrom('order_events').execute();
}

export async function happened(t: Trial, { id }: Subject, event: string, when: Date, note?: string): Promise<void> {
  const row = { id: uuid(), ca_id: t.ctx.caId, order_id: id, at: when, event, note: note ?? null };
  await t.ctx.db.insertInto('order_events').values(row).execute();
}

interface Decision {
  readonly by: string;
  readonly decision?: 'approve' | 'refuse';
  readonly round?: number;
  readonly submitted: Date;
  readonly assigned?: Date;
  readonly decided: Date;
  readonly promised?: Date;
}
export async function decided(t: Trial, { id }: Subject, made: Decision): Promise<void> {
  await t.ctx.db
    .insertInto('review_decisions')
    .values({
      id: uuid(),
      ca_id: t.ctx.caId,
      order_id: id,
      round: made.round ?? 1,
      decision: made.decision ?? 'approve',
      decided_by: made.by,
      submitted_at: made.submitted,
      promised_at: made.promised ?? null,
      deadline_at: null,
      assigned_at: made.assigned ?? null,
      decided_at: made.decided,
    })
    .execute();
}

/** A reset that was completed: approved then, done now. */
export async function reset(
  t: Trial,
  { id }: Subject,
  done: { readonly method: Method; readonly approved: Date; readonly completed: Date },
): Promise<void> {
  await t.ctx.db.updateTable('orders').set({ decided_at: done.approved }).where('id', '=', id).execute();
  const { ukey_id } = await t.ctx.db
    .selectFrom('orders')
    .select('ukey_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await t.ctx.db
    .insertInto('ceremonies')
    .values({
      id: uuid(),
      ca_id: t.ctx.caId,
      order_id: id,
      ukey_id,
      status: 'completed',
      failure: null,
      method: done.method,
      secret_version: 1,
      state: '{}',
      created_at: done.completed,
      updated_at: done.completed,
    })
    .execute();
  await happened(t, { id, number: '' }, 'completed', done.completed);
}

/** Money that came through an order's try, and what of it went back. */
export async function money(
  t: Trial,
  { id }: Subject,
  facts: {
    readonly channel: 'wechat' | 'bank_transfer';
    readonly fen: number;
    readonly paid: Date;
    readonly back?: Date;
  },
): Promise<void> {
  const number = `JS${uuid().replaceAll('-', '').slice(-20)}`;
  await t.ctx.db
    .insertInto('pay_attempts')
    .values({
      number,
      ca_id: t.ctx.caId,
      order_id: id,
      channel: facts.channel,
      amount_fen: facts.fen,
      state: 'paid',
      use: 'order',
      gateway_reference: number,
      paid_at: facts.paid,
      created_at: facts.paid,
      expires_at: null,
      next_query_at: null,
    })
    .execute();
  if (!facts.back) return;
  await t.ctx.db
    .insertInto('refunds')
    .values({
      number: `TK${number}`,
      ca_id: t.ctx.caId,
      order_id: id,
      attempt: number,
      channel: facts.channel,
      amount_fen: facts.fen,
      state: 'done',
      cause: 'cancelled',
      note: null,
      asked_by: null,
      next_try_at: null,
      created_at: facts.back,
      done_at: facts.back,
    })
    .execute();
}

export async function message(
  t: Trial,
  state: 'queued' | 'sent' | 'delivered' | 'unknown' | 'failed',
  created: Date,
): Promise<void> {
  await t.ctx.db
    .insertInto('sms_messages')
    .values({
      id: uuid(),
      ca_id: t.ctx.caId,
      mobile_sealed: 'never opened here',
      mobile_masked: '138****0000',
      mobile_index: 'index',
      template: 'order_approved',
      variables_sealed: null,
      order_id: null,
      once_key: null,
      state,
      failure: null,
      provider: null,
      provider_id: null,
      created_at: created,
      due_at: created,
      sent_at: null,
      delivered_at: null,
      resends: null,
    })
    .execute();
}

/** What is not 0, by its name. */
export const some = <T extends object>(items: readonly T[], name: keyof T) =>
  Object.fromEntries(
    items
      .map((item) => [item[name], [Reflect.get(item, 'count'), Reflect.get(item, 'before')]] as const)
      .filter(([, [count, before]]) => count !== 0 || before !== 0),
  );

/** At ten in the morning of a day in Shanghai: everything before it is the test's. */
export async function onDay(t: Trial) {
  intoValidity(t);
  const who = await t.customer();
  const [one, two, three] = [await order(t, who), await order(t, who), await order(t, who)];
  await forgetEvents(t);
  await t.ctx.db.deleteFrom('sms_messages').execute();
  const day = t.now().toISOString().slice(0, 10);
  const yesterday = new Date(t.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  await t.ctx.db
    .updateTable('orders')
    .set({ created_at: at(yesterday, '00:00:00') })
    .execute();
  t.advance((at(day, '10:00:00').getTime() - t.now().getTime()) / 1000);
  return { who, one, two, three, day, yesterday };
}
