import { expect } from 'vitest';
import type { Customer } from '../trial.ts';
import { receive } from './receive.ts';
import {
  begin,
  eventsOf,
  fee,
  issuesOf,
  orderOf,
  refundsOf,
  type Stage,
  tryOf,
  unpaid,
  withGateways,
} from './stageForTests.ts';

interface Begun {
  readonly who: Customer;
  readonly number: string;
  readonly attempt: string;
}

async function begun(t: Stage): Promise<Begun> {
  const { who, number } = await unpaid(t);
  return { who, number, attempt: await begin(t, who, number) };
}
const tell = (t: Stage, attempt: string) => receive(t.ctx, 'wechat', t.wechat.notice(attempt));

withGateways('notifications of several orders that come together count each, once and fully', async (t) => {
  const all: Begun[] = [];
  while (all.length < 4) all.push(await begun(t));
  for (const { attempt } of all) t.wechat.pay(attempt);
  await Promise.all(all.flatMap(({ attempt }) => [tell(t, attempt), tell(t, attempt)]));
  for (const { number, attempt } of all) {
    expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'paid', paid_fen: fee });
    expect(await eventsOf(t, number)).toEqual(['submitted', 'paid']);
    const kept = await t.ctx.db.selectFrom('pay_events').selectAll().where('subject', '=', attempt).execute();
    expect(kept).toMatchObject([{ outcome: 'order', applied_at: t.now() }]);
    const leaves = await t.ctx.db.selectFrom('audit_leaves').select('detail').where('subject', '=', attempt).execute();
    expect(leaves).toEqual([{ detail: { channel: 'wechat', source: 'notify', outcome: 'order' } }]);
  }
  expect(await issuesOf(t)).toEqual([]);
  expect(t.logged()).not.toContain('could not be kept together');
});

withGateways('one order paid twice in the same moment is paid once, and the other money goes back', async (t) => {
  const { who, number, attempt } = await begun(t);
  const other = await begin(t, who, number, 'alipay');
  t.wechat.pay(attempt);
  t.alipay.pay(other);
  await Promise.all([tell(t, attempt), receive(t.ctx, 'alipay', t.alipay.notice(other))]);
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review', money: 'paid', paid_fen: 2 * fee });
  expect(await refundsOf(t)).toMatchObject([{ cause: 'duplicate', amount_fen: fee }]);
});

withGateways('a wrong amount, a stranger and a reference told twice hold up nobody who comes with them', async (t) => {
  const [good, short, twin] = [await begun(t), await begun(t), await begun(t)];
  t.wechat.pay(good.attempt, { reference: 'one-reference' });
  t.wechat.pay(short.attempt, { amountFen: fee - 1 });
  t.wechat.pay(twin.attempt, { reference: 'one-reference' });
  const stranger = t.wechat.notice(good.attempt);
  if (stranger.is !== 'trade') throw new Error('not about a trade');
  const strange = { ...stranger, key: 'stranger', fact: { ...stranger.fact, number: 'PSTRANGER1' } };
  await Promise.all([
    receive(t.ctx, 'wechat', strange),
    tell(t, short.attempt),
    tell(t, good.attempt),
    tell(t, twin.attempt),
  ]);
  const states = await Promise.all([good, short, twin].map(async ({ number }) => (await orderOf(t, number)).status));
  expect(states.toSorted()).toEqual(['in_review', 'unpaid', 'unpaid']);
  expect(states[1]).toBe('unpaid');
  expect((await issuesOf(t)).map(({ kind }) => kind).toSorted()).toEqual([
    'amount_differs',
    'reference_used',
    'unknown_trade',
  ]);
});

withGateways('a fact that cannot be kept keeps no other from counting', async (t) => {
  const { number, attempt } = await begun(t);
  t.wechat.pay(attempt);
  const heard = t.wechat.notice(attempt);
  if (heard.is !== 'trade') throw new Error('not about a trade');
  const poison = { ...heard, key: 'poison\u0000', fact: { ...heard.fact, number: 'PPOISON\u0000' } };
  const [refused, thanked] = await Promise.allSettled([receive(t.ctx, 'wechat', poison), tell(t, attempt)]);
  expect(refused).toMatchObject({ status: 'rejected' });
  expect(thanked).toMatchObject({ status: 'fulfilled', value: { status: 200 } });
  expect(await orderOf(t, number)).toMatchObject({ status: 'in_review' });
});

withGateways('the other ways to pay are closed soon after the first money', async (t) => {
  const { who, number, attempt } = await begun(t);
  await begin(t, who, number, 'alipay');
  t.wechat.pay(attempt);
  await tell(t, attempt);
  const other = await t.ctx.db
    .selectFrom('pay_attempts')
    .selectAll()
    .where('number', '=', await tryOf(t, number, 'alipay'))
    .executeTakeFirstOrThrow();
  expect(other).toMatchObject({ state: 'open', next_query_at: t.now() });
});
