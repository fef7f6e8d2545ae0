import { expect } from 'vitest';
import { everyEngine } from './trial.ts';

everyEngine('a customer and a member of staff come in through the real doors', async (t) => {
  const customer = await t.customer();
  expect((await customer.ok('accounts.me', {})).organisation).toBe('示例科技有限公司');
  expect((await t.sms(customer.mobile)).map((m) => m.template)).toEqual(['code_register']);
  const staff = await t.staff('reviewer', 'auditor');
  expect((await staff.ok('staff.me', {})).roles).toEqual(['reviewer', 'auditor']);
});

everyEngine('an SMS that was sent can still be read by the test, though not in the database', async (t) => {
  const customer = await t.customer();
  expect(await t.jobs()).toBeGreaterThan(0);
  const rows = await t.ctx.db.selectFrom('sms_messages').select(['state', 'variables_sealed']).execute();
  expect(rows).toEqual([{ state: 'sent', variables_sealed: null }]);
  expect((await t.sms(customer.mobile))[0]?.variables['code']).toMatch(/^\d{6}$/);
});
