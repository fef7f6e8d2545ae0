import { Registry } from 'prom-client';
import { expect } from 'vitest';
import { oneEngine } from '../trial.ts';
import { orderSms, queue } from './messages.stage.ts';
import { watchMessages } from './watch.ts';

oneEngine('operators see a provider that refuses us, what waits, and the share of the budget', async (t) => {
  const registry = new Registry();
  watchMessages(registry, t.ctx);
  const value = async (line: string) => {
    const found = (await registry.metrics()).split('\n').find((one) => one.startsWith(`${line} `));
    return Number(found?.split(' ').at(-1));
  };
  expect(await value('jiesuo_message_provider_alarm{provider="generic"}')).toBe(0);
  await queue(t, orderSms);
  const now = t.now();
  await t.ctx.db
    .insertInto('sms_circuits')
    .values({ ca_id: t.ctx.caId, provider: 'generic', since: now, open_until: now, is_alarm: true, code: 'http_401' })
    .execute();
  expect(await value('jiesuo_message_provider_alarm{provider="generic"}')).toBe(1);
  expect(await value('jiesuo_message_provider_resting{provider="generic"}')).toBe(1);
  expect(await value('jiesuo_messages_queued')).toBe(1);
  expect(await value('jiesuo_sms_budget_used_ratio')).toBe(1 / 5_000);
});
