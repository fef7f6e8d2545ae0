import type { WireMessage } from '@jiesuo/ceremony';
import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { approvedOrder } from './registry.stage.ts';
import { desk, messageType, pump, registeredUkey, startReset, windowVisitor } from './reset.stage.ts';
import { settleSilence } from './silence.ts';

async function stage(t: Trial) {
  const customer = await t.customer();
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, customer, ukey);
  return { customer, ukey, order, ...(await startReset(t, customer, desk(t, ukey), order)) };
}
const statusOf = async (t: Trial) =>
  (await t.ctx.db.selectFrom('ceremonies').select('status').executeTakeFirstOrThrow()).status;
const leaves = (t: Trial) =>
  t.ctx.db
    .selectFrom('audit_leaves')
    .select(['actor', 'subject', 'detail'])
    .where('operation', '=', 'ceremonies.silence')
    .execute();

everyEngine('what asked nothing of the UKey ends with its ticket, recorded once', async (t) => {
  const { order } = await stage(t);
  t.advance(660);
  await settleSilence(t.ctx);
  expect(await statusOf(t)).toBe('opened');
  t.advance(1);
  await settleSilence(t.ctx);
  expect(await statusOf(t)).toBe('expired');
  await settleSilence(t.ctx);
  expect(await leaves(t)).toMatchObject([{ actor: 'system', subject: order, detail: { status: 'expired' } }]);
});

everyEngine(
  'what was authorised and fell silent is 核对中, not failed, and a late report is still heard',
  async (t) => {
    const { customer, ukey, order, pairing, pairingId } = await stage(t);
    let held: WireMessage | undefined;
    const cut = await pump(t, pairing, (message) => {
      if (messageType(message) !== 'changed') return undefined;
      held = message;
      return 'before';
    });
    expect([cut, await statusOf(t)]).toEqual(['cut', 'unblocked']);
    t.advance(120);
    await settleSilence(t.ctx);
    expect(await statusOf(t)).toBe('unblocked');
    t.advance(1);
    await settleSilence(t.ctx);
    expect(await statusOf(t)).toBe('unknown');
    expect((await customer.ok('ceremonies.watch', { pairing: pairingId })).ceremony?.status).toBe('unknown');
    t.advance(900);
    await settleSilence(t.ctx);
    expect(await leaves(t)).toHaveLength(1);

    if (!held) throw new Error('no message was held');
    let message: WireMessage | undefined = held;
    while (message) {
      const { answer }: { answer: WireMessage } = await windowVisitor(t).ok('ceremonies.exchange', { message });
      ({ message } = await pairing.next(answer));
    }
    expect(await statusOf(t)).toBe('completed');
    expect(ukey.state().userPin).toBe('Neu-PIN-77x');
    expect((await customer.ok('orders.get', { number: order })).status).toBe('completed');
    await settleSilence(t.ctx);
    expect(await statusOf(t)).toBe('completed');
  },
);
