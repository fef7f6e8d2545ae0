import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { at, message, money, onDay, some } from './stageForTests.ts';

const today = { period: 'today' } as const;

everyEngine('figures.money counts every fen by channel and day', async (t) => {
  const { one, two, three, day, yesterday } = await onDay(t);
  await money(t, one, { channel: 'wechat', fen: 2999, paid: at(day, '00:00:00') });
  await money(t, two, { channel: 'wechat', fen: 1, paid: at(yesterday, '23:59:59'), back: at(day, '09:00:00') });
  await money(t, three, { channel: 'bank_transfer', fen: 10_000, paid: at(yesterday, '08:00:00') });
  const finance = await t.staff('finance');
  const { channels, days } = await finance.ok('figures.money', { period: 'custom', from: yesterday, to: day });
  expect(
    channels.map(({ channel, paidCount, paidFen, refundedFen }) => [channel, paidCount, paidFen, refundedFen]),
  ).toEqual([
    ['wechat', 2, 3000, 1],
    ['alipay', 0, 0, 0],
    ['bank_transfer', 1, 10_000, 0],
  ]);
  expect(days.map(({ day: on, paidFen, refundedFen }) => [on, paidFen, refundedFen])).toEqual([
    [yesterday, 10_001, 0],
    [day, 2999, 1],
  ]);
  expect(
    (await finance.ok('figures.money', today)).channels.find(({ channel }) => channel === 'bank_transfer')?.before,
  ).toEqual({ paidCount: 1, paidFen: 10_000, refundedCount: 0, refundedFen: 0 });
});

everyEngine('figures.messages counts messages by what became of them', async (t) => {
  const { day, yesterday } = await onDay(t);
  for (const state of ['sent', 'sent', 'failed'] as const) await message(t, state, at(day, '08:00:00'));
  await message(t, 'delivered', at(yesterday, '08:00:00'));
  const { messages } = await (await t.staff('administrator')).ok('figures.messages', today);
  expect(
    some(
      messages.filter(({ channel }) => channel === 'sms'),
      'state',
    ),
  ).toEqual({
    sent: [2, 0],
    delivered: [0, 1],
    failed: [1, 0],
  });
});
