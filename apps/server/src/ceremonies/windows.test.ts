import {
  beginChain,
  newSigningKey,
  numberRequest,
  openMessage,
  peekMessage,
  signMessage,
  ticket as ticketShape,
  type WireMessage,
} from '@jiesuo/ceremony';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { type Customer, everyEngine, oneEngine, type Trial } from '../trial.ts';
import { approvedOrder } from './registry.stage.ts';
import { desk, messageType, pump, registeredUkey, startReset, windowVisitor } from './reset.stage.ts';
import { settleSilence } from './silence.ts';

/** A step-up code for this order, in the customer's hand. */
async function stepUpCode(t: Trial, customer: Customer, order: string): Promise<string> {
  t.advance(61);
  await customer.ok('ceremonies.sendStepUp', { order });
  return (await t.sms(customer.mobile)).at(-1)?.variables['code'] ?? '';
}
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');
const statusOf = async (t: Trial) =>
  (await t.ctx.db.selectFrom('ceremonies').select('status').executeTakeFirstOrThrow()).status;

async function stage(t: Trial) {
  const customer = await t.customer();
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, customer, ukey);
  return { customer, ukey, order, d: desk(t, ukey) };
}

everyEngine('ceremonies.pair needs a fresh code of this very order, once', async (t) => {
  const { customer, order } = await stage(t);
  const second = await approvedOrder(t, customer, await registeredUkey(t));
  expect((await customer.refused('ceremonies.pair', { purpose: 'reset', order })).code).toBe('invalid_input');
  expect((await customer.refused('ceremonies.pair', { purpose: 'reset', order, code: '123456' })).code).toBe(
    'code_wrong',
  );
  const code = await stepUpCode(t, customer, order);
  const pair = (number: string, typed: string) =>
    customer.refused('ceremonies.pair', { purpose: 'reset', order: number, code: typed });
  expect((await pair(second, code)).code).toBe('code_wrong');
  expect((await pair(order, otherThan(code))).code).toBe('code_wrong');
  await customer.ok('ceremonies.pair', { purpose: 'reset', order, code });
  expect((await pair(order, code)).code).toBe('code_wrong');
  const late = await stepUpCode(t, customer, order);
  t.advance(301);
  expect((await pair(order, late)).code).toBe('code_wrong');
});

oneEngine("another customer's order has no code, no pairing and no ceremony", async (t) => {
  const { customer, order } = await stage(t);
  const stranger = await t.customer();
  const code = await stepUpCode(t, customer, order);
  expect((await stranger.refused('ceremonies.sendStepUp', { order })).code).toBe('not_found');
  expect((await stranger.refused('ceremonies.pair', { purpose: 'reset', order, code })).code).toBe('not_found');
  // The stranger's try used nothing up.
  const { pairing } = await customer.ok('ceremonies.pair', { purpose: 'reset', order, code });
  expect((await stranger.refused('ceremonies.watch', { pairing })).code).toBe('not_found');
  expect((await stranger.refused('ceremonies.cancel', { pairing })).code).toBe('not_found');
});

everyEngine('a pairing code works for one bridge key, for a minute, for the log-in that asked', async (t) => {
  const { customer, d } = await stage(t);
  const window = windowVisitor(t);
  const redeem = (code: string, hello: WireMessage) => window.call('ceremonies.redeem', { code, hello });
  const fresh = async () => (await customer.ok('ceremonies.pair', { purpose: 'read' })).code;

  const code = await fresh();
  const { hello } = await d.window().hello(code);
  const other = await d.window().hello(code);
  const first = await redeem(code, hello);
  expect(first.status).toBe(200);
  expect((await redeem(code, hello)).body).toEqual(first.body);
  expect((await redeem(code, other.hello)).body).toMatchObject({ code: 'pairing_wrong' });

  const another = await fresh();
  expect((await redeem(another, hello)).body).toMatchObject({ code: 'message_refused' });
  expect((await redeem('A'.repeat(22), (await d.window().hello('A'.repeat(22))).hello)).body).toMatchObject({
    code: 'pairing_wrong',
  });
  const theirs = signMessage(peekOf(other.hello), newSigningKey().privateKey);
  expect((await redeem(code, theirs)).body).toMatchObject({ code: 'message_refused' });

  const old = await fresh();
  const oldHello = (await d.window().hello(old)).hello;
  t.advance(61);
  expect((await redeem(old, oldHello)).body).toMatchObject({ code: 'pairing_wrong' });

  const left = await fresh();
  await customer.ok('accounts.logOut', {});
  expect((await redeem(left, (await d.window().hello(left)).hello)).body).toMatchObject({ code: 'pairing_wrong' });
});
const peekOf = (wire: WireMessage) => JSON.parse(Buffer.from(wire.payload, 'base64url').toString()) as object;

everyEngine('while one window is at work on the UKey, no other window gets in', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  const first = await startReset(t, customer, d, order);
  // Two more codes in hand: one pairs before the first window begins, one after it began.
  const early = await stepUpCode(t, customer, order);
  const late = await stepUpCode(t, customer, order);
  const second = await customer.ok('ceremonies.pair', { purpose: 'reset', order, code: late });
  expect((await customer.refused('ceremonies.pair', { purpose: 'reset', order, code: early })).code).toBe('code_wrong');
  expect(await pump(t, first.pairing, (m) => (messageType(m) === 'authorise' ? 'after' : undefined))).toBe('cut');
  const { hello } = await d.window().hello(second.code);
  expect((await windowVisitor(t).refused('ceremonies.redeem', { code: second.code, hello })).code).toBe(
    'ceremony_live',
  );
  // Nor after ten silent seconds of a bridge that was killed is an admin try burnt by whoever comes next.
  ukey.replug();
  const next = await startReset(t, customer, d, order);
  expect(await pump(t, next.pairing)).toMatchObject({ stage: 'done' });
});

everyEngine('a window that resumes from 核对中 keeps the others out as the first one did', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  const first = await startReset(t, customer, d, order);
  expect(await pump(t, first.pairing, (m) => (messageType(m) === 'unblocked' ? 'before' : undefined))).toBe('cut');
  ukey.replug();
  t.advance(121);
  await settleSilence(t.ctx);
  expect(await statusOf(t)).toBe('unknown');
  const second = await startReset(t, customer, d, order);
  const third = await stepUpCode(t, customer, order);
  expect(await pump(t, second.pairing, (m) => (messageType(m) === 'authorise' ? 'after' : undefined))).toBe('cut');
  expect(await statusOf(t)).toBe('authorised');
  expect((await customer.refused('ceremonies.pair', { purpose: 'reset', order, code: third })).code).toBe(
    'ceremony_live',
  );
});

everyEngine('a clock set back ten minutes keeps nobody out of a ceremony that has fallen silent', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  const first = await startReset(t, customer, d, order);
  const code = await stepUpCode(t, customer, order);
  expect(await pump(t, first.pairing, (m) => (messageType(m) === 'authorise' ? 'after' : undefined))).toBe('cut');
  ukey.replug();
  t.advance(-600);
  await customer.ok('ceremonies.pair', { purpose: 'reset', order, code });
});

everyEngine('three authorisations of an approval, then none until a supervisor restores them', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  const supervisor = await t.staff('supervisor');
  for (let spent = 0; spent < 3; spent++) {
    const { pairing } = await startReset(t, customer, d, order);
    expect(await pump(t, pairing, (m) => (messageType(m) === 'authorise' ? 'after' : undefined))).toBe('cut');
    ukey.replug();
  }
  const fourth = await startReset(t, customer, d, order);
  const { message } = await fourth.pairing.next();
  expect((await windowVisitor(t).refused('ceremonies.exchange', { message })).code).toBe('authorisations_used_up');
  await fourth.pairing.end();
  expect((await customer.ok('orders.get', { number: order })).authorisationsLeft).toBe(0);
  await supervisor.ok('orders.restoreAuthorisations', { number: order, reason: '客户电脑三次断电，已电话核实' });
  ukey.replug();
  const fifth = await startReset(t, customer, d, order);
  expect(await pump(t, fifth.pairing)).toMatchObject({ stage: 'done' });
  expect(ukey.state().adminTriesLeft).toBe(ukey.state().adminTriesMax);
});

everyEngine('an approval whose authorisations failed one by one pairs no more', async (t) => {
  const { customer, order } = await stage(t);
  await t.ctx.db.updateTable('orders').set({ authorisations: 3 }).where('number', '=', order).execute();
  const code = await stepUpCode(t, customer, order);
  expect((await customer.refused('ceremonies.pair', { purpose: 'reset', order, code })).code).toBe(
    'authorisations_used_up',
  );
});

everyEngine('an approval is not taken back while the UKey may obey, and is before', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  const supervisor = await t.staff('supervisor');
  const input = { number: order, reason: '材料存疑' };
  const { pairing, pairingId } = await startReset(t, customer, d, order);
  expect(await pump(t, pairing, (m) => (messageType(m) === 'authorise' ? 'after' : undefined))).toBe('cut');
  expect((await supervisor.refused('orders.withdraw', input)).code).toBe('order_ceremony_running');
  expect((await customer.refused('ceremonies.cancel', { pairing: pairingId })).code).toBe('order_ceremony_running');
  ukey.replug();

  const other = await registeredUkey(t);
  const second = await approvedOrder(t, customer, other);
  const opened = await startReset(t, customer, desk(t, other), second);
  const { message } = await opened.pairing.next();
  await supervisor.ok('orders.withdraw', { ...input, number: second });
  expect((await windowVisitor(t).refused('ceremonies.exchange', { message })).code).toBe('order_state');
  expect(other.state().adminTriesLeft).toBe(other.state().adminTriesMax);
});

everyEngine('a UKey that is reported lost after the ticket was made answers no challenge', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  const custodian = await t.staff('key_custodian');
  const { pairing } = await startReset(t, customer, d, order);
  const { message } = await pairing.next();
  await custodian.ok('ukeys.setStatus', { serial: ukey.serial, status: 'lost', reason: '客户电话挂失' });
  expect((await windowVisitor(t).refused('ceremonies.exchange', { message })).code).toBe('order_state');
  expect((await customer.ok('orders.get', { number: order })).authorisationsLeft).toBe(3);
  const code = await stepUpCode(t, customer, order);
  expect(await customer.refused('ceremonies.pair', { purpose: 'reset', order, code })).toMatchObject({
    code: 'not_eligible',
    detail: { verdict: 'reported_lost' },
  });
});

oneEngine(
  'a message of nobody, of another key, out of turn or after the ticket ran out is refused and changes nothing',
  async (t) => {
    const { customer, order, d } = await stage(t);
    const { pairing, view } = await startReset(t, customer, d, order);
    const { message } = await pairing.next();
    if (!message || view.stage !== 'working') throw new Error('no message');
    const window = windowVisitor(t);
    const refusal = async (wire: WireMessage) => (await window.refused('ceremonies.exchange', { message: wire })).code;
    const stranger = newSigningKey().privateKey;
    const payload = peekOf(message);
    expect(await refusal(signMessage(payload, stranger))).toBe('message_refused');
    expect(await refusal(signMessage({ ...payload, ceremony: uuid() }, stranger))).toBe('ticket_wrong');
    expect(await refusal(signMessage({ ...payload, leg: 9 }, stranger))).toBe('ticket_wrong');
    expect(
      await refusal({ ...message, signature: message.signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }),
    ).toBe('message_refused');
    t.advance(601);
    expect(await refusal(message)).toBe('ticket_wrong');
    expect(await t.ctx.db.selectFrom('ceremony_messages').select('seq').execute()).toEqual([]);
    expect(await statusOf(t)).toBe('opened');
  },
);

oneEngine('a weak PIN never leaves the bridge, and the customer types another', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  for (const [pin, fault] of [
    ['12345678', 'run'],
    [`x9${customer.mobile.slice(-6)}`, 'personal'],
    ['Kx7-short', undefined],
  ] as const) {
    const { pairing, view } = await startReset(t, customer, d, order, pin);
    if (fault === undefined) {
      expect(await pump(t, pairing)).toMatchObject({ stage: 'done' });
      continue;
    }
    expect(view).toMatchObject({ stage: 'enter_pin', fault });
    expect((await pairing.next()).message).toBeUndefined();
    expect(ukey.state().userPin).toBe('old-PIN-1');
    expect(await t.ctx.db.selectFrom('ceremony_messages').select('seq').execute()).toEqual([]);
  }
  expect(ukey.state().userPin).toBe('Kx7-short');
});

oneEngine('ceremonies.cancel gives up what asked nothing of the UKey, and does not mind what is over', async (t) => {
  const { customer, order, d } = await stage(t);
  const { pairingId } = await startReset(t, customer, d, order);
  await customer.ok('ceremonies.cancel', { pairing: pairingId });
  expect(await statusOf(t)).toBe('cancelled');
  await customer.ok('ceremonies.cancel', { pairing: pairingId });
  expect(await customer.ok('ceremonies.watch', { pairing: pairingId })).toMatchObject({
    state: 'done',
    ceremony: { status: 'cancelled' },
  });
  const again = await startReset(t, customer, d, order);
  expect(await pump(t, again.pairing)).toMatchObject({ stage: 'done' });
});

oneEngine('a ticket names the leg, the UKey and the bridge keys, and nothing a stranger could use', async (t) => {
  const { customer, ukey, order, d } = await stage(t);
  const code = await stepUpCode(t, customer, order);
  const paired = await customer.ok('ceremonies.pair', { purpose: 'reset', order, code });
  const { hello } = await d.window().hello(paired.code);
  const { ticket } = await windowVisitor(t).ok('ceremonies.redeem', { code: paired.code, hello });
  const read = peekMessage(ticket, ticketShape);
  expect(read).toMatchObject({
    leg: 1,
    purpose: 'reset',
    account: `${customer.mobile.slice(0, 3)}****${customer.mobile.slice(-4)}`,
  });
  expect(read.reset).toMatchObject({ order, serial: ukey.serial, previous: null, pinPolicy: { min: 8, max: 16 } });
  // The bridge learns what the UKey would refuse from the server's record of the model, not from the UKey.
  const own = t.ctx.models.find('jiesuo-virtual')?.pin;
  expect(read.reset?.pinPolicy).toMatchObject({ alphabet: own?.alphabet, defaults: own?.defaults });
  expect(() => openMessage(ticket, newSigningKey().publicKey, ticketShape)).toThrow();
  // A numbered message in the ticket's chain, but of another signer.
  const chain = beginChain(read.ceremony, 1, ticket);
  const forged = signMessage(numberRequest(chain, { type: 'unblocked' }), newSigningKey().privateKey);
  expect((await windowVisitor(t).refused('ceremonies.exchange', { message: forged })).code).toBe('message_refused');
});
