import { expect } from 'vitest';
import { later } from '../orders/stageForTests.ts';
import { begin, orderOf, tryOf, unpaid, withGateways } from './stageForTests.ts';
import { watchTries } from './watch.ts';

const forEver = 1_000;

withGateways('a try that was never offered ends in its time, though its gateway proves nothing about it', async (t) => {
  const { who, number } = await unpaid(t);
  t.wechat.silence(forEver);
  await who.refused('payments.start', { number, channel: 'wechat' });
  const attempt = await tryOf(t, number, 'wechat');
  const stateOf = async () =>
    (await t.ctx.db.selectFrom('pay_attempts').select('state').where('number', '=', attempt).executeTakeFirstOrThrow())
      .state;
  t.advance(60);
  await watchTries(t.ctx);
  expect(await stateOf()).toBe('open');
  await later(t, 3 * 3600, who);
  await watchTries(t.ctx);
  expect(await stateOf()).toBe('closed');
  expect((await orderOf(t, number)).status).toBe('unpaid');
  t.wechat.silence(0);
  expect(await begin(t, who, number)).not.toBe(attempt);
});

withGateways('an order is cancelled whose only try was never offered, whatever its gateway says', async (t) => {
  const { who, number } = await unpaid(t);
  t.wechat.silence(forEver);
  await who.refused('payments.start', { number, channel: 'wechat' });
  await who.ok('orders.cancel', { numbers: [number] });
  expect((await orderOf(t, number)).status).toBe('cancelled');
});

withGateways('an order whose QR was given out is not cancelled while its gateway is silent', async (t) => {
  const { who, number } = await unpaid(t);
  const attempt = await begin(t, who, number);
  t.wechat.silence(forEver);
  await who.ok('orders.cancel', { numbers: [number] });
  expect((await orderOf(t, number)).status).toBe('unpaid');
  t.wechat.silence(0);
  expect(t.wechat.pay(attempt)).toBe(true);
});

withGateways('an offer that is made while its order is cancelled can be paid by nobody afterwards', async (t) => {
  const { who, number } = await unpaid(t);
  await Promise.all([
    who.call('payments.start', { number, channel: 'wechat' }),
    who.ok('orders.cancel', { numbers: [number] }),
  ]);
  // A bank transfer has no gateway at which it could end.
  const attempts = await t.ctx.db.selectFrom('pay_attempts').selectAll().where('channel', '=', 'wechat').execute();
  if ((await orderOf(t, number)).status === 'cancelled')
    expect(attempts.every((one) => one.state === 'closed' && !t.wechat.pay(one.number))).toBe(true);
  else expect(attempts).toMatchObject([{ state: 'open' }]);
});
