import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { forgetOrders } from './forget.ts';
import { form, intoValidity, later, setFee, submit } from './stageForTests.ts';

const day = 24 * 3_600;

everyEngine(
  'an order that was never reviewed loses form and materials after 30 days, and stays readable',
  async (t) => {
    intoValidity(t);
    await setFee(t, 20_000);
    const who = await t.customer();
    const { number } = await submit(t, who);
    await who.ok('orders.cancel', { numbers: [number] });
    await later(t, 29 * day, who);
    expect(await forgetOrders(t.ctx)).toBe(0);
    await later(t, 2 * day, who);
    expect(await forgetOrders(t.ctx)).toBe(1);
    expect(await forgetOrders(t.ctx)).toBe(0);
    const order = await who.ok('orders.get', { number });
    expect(order).toMatchObject({ status: 'cancelled', customerName: form.customerName, materials: [] });
    expect(order.form).toMatchObject({ representativeName: '', representativeIdNumber: '' });
    const kept = await t.ctx.db.selectFrom('orders').select('form_sealed').executeTakeFirstOrThrow();
    expect(kept.form_sealed).toBe('');
  },
);

everyEngine('an order that was reviewed is kept until five years after its certificate ended', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number, certificateNotAfter } = await submit(t, who);
  await who.ok('orders.cancel', { numbers: [number] });
  const end = new Date(certificateNotAfter);
  end.setUTCFullYear(end.getUTCFullYear() + 5);
  t.advance((end.getTime() - t.now().getTime()) / 1000 - day);
  expect(await forgetOrders(t.ctx)).toBe(0);
  t.advance(3 * day);
  expect(await forgetOrders(t.ctx)).toBe(1);
});
