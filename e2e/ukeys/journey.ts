import { openWindow } from '../faults/hand.ts';
import { asStaff, awaitingReset, register, resetCode } from '../faults/people.ts';
import type { Ground, Stack } from './stack.ts';

/** The whole ceremony over one stack: 读取, order, review, custody where needed, 重置, proof. @returns who witnessed the outcome. */
export async function journey(stack: Stack, ground: Ground): Promise<string> {
  const { programs } = ground;
  const ready = await stack.prepare(ground);
  programs.configure(ready.bridge);
  await programs.restart('bridge');
  await ready.plug();
  try {
    if (ready.granted) {
      const administrator = await asStaff(programs, 'administrator');
      await administrator('settings.change', { isTrustedBridgeOn: true });
    }
    const customer = await register(programs);
    const order = await awaitingReset(programs, customer, ready.serial);
    if (ready.granted) {
      const custodian = await asStaff(programs, 'custodian');
      const reason = 'npm run ukeys: this stack knows no other way';
      await custodian('custody.decide', { number: order, decision: 'grant', method: ready.granted, reason });
    }
    const { code } = await resetCode(programs, customer, order);
    const window = await openWindow(programs, code);
    const shown = await window.reset(stack.pin);
    if (shown.stage !== 'done') throw new Error(`the window shows ${shown.failure ?? shown.stage}`);
    const { status } = await customer.ask('orders.get', { number: order });
    if (status !== 'completed') throw new Error(`the order is ${status}`);
    return await ready.witness(stack.pin);
  } finally {
    await ready.unplug();
  }
}
