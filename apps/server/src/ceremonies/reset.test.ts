import { tearBy } from '@jiesuo/card';
import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { verifyKept } from './evidence.stage.ts';
import { approvedOrder } from './registry.stage.ts';
import { desk, messageType, pump, registeredUkey, startReset, windowVisitor } from './reset.stage.ts';

for (const kind of ['sm2', 'rsa'] as const) {
  everyEngine(`a ${kind} UKey is reset, proves it, and the order is completed with evidence`, async (t) => {
    const customer = await t.customer();
    const ukey = await registeredUkey(t, { kind, contactMobile: '19900000777' });
    const order = await approvedOrder(t, customer, ukey);
    const d = desk(t, ukey);
    const { pairing, pairingId } = await startReset(t, customer, d, order);
    expect(await pump(t, pairing)).toMatchObject({ stage: 'done', purpose: 'reset' });
    expect(ukey.state().userPin).toBe('Neu-PIN-77x');
    expect(ukey.state().adminTriesLeft).toBe(ukey.state().adminTriesMax);
    const watched = await customer.ok('ceremonies.watch', { pairing: pairingId });
    expect(watched).toMatchObject({ state: 'done', ceremony: { status: 'completed' } });
    const proven = await verifyKept(t);
    expect(proven.order).toBe(order);
    expect((await t.sms('19900000777')).map((s) => s.template)).toEqual(['reset_opened']);
    expect((await t.sms(customer.mobile)).map((s) => s.template)).toContain('reset_completed');
    expect(d.journal.at(-1)?.step).toBe('completed');
  });
}

everyEngine(
  'cut at every message, before and after, a reset is finished by one more try and burns no admin try',
  async (t) => {
    for (const at of ['authorise', 'unblock', 'unblocked', 'changed', 'proof']) {
      for (const where of ['before', 'after'] as const) {
        const customer = await t.customer();
        const ukey = await registeredUkey(t);
        const order = await approvedOrder(t, customer, ukey);
        const d = desk(t, ukey);
        const first = await startReset(t, customer, d, order);
        expect(await pump(t, first.pairing, (m) => (messageType(m) === at ? where : undefined))).toBe('cut');
        // The bridge died: nothing gives K back but its reset.
        ukey.replug();
        t.advance(601);
        const { status } = await t.ctx.db
          .selectFrom('orders')
          .select('status')
          .where('number', '=', order)
          .executeTakeFirstOrThrow();
        if (status === 'completed') continue;
        const second = await startReset(t, customer, d, order);
        expect(await pump(t, second.pairing), `${at} ${where}`).toMatchObject({ stage: 'done' });
        expect(ukey.state().userPin).toBe('Neu-PIN-77x');
        expect(ukey.state().adminTriesLeft).toBe(ukey.state().adminTriesMax);
      }
    }
  },
);

everyEngine('a UKey pulled at any command leaves a reset that one more try completes', async (t) => {
  for (const ins of [0x18, 0x1a, 0x16, 0x74]) {
    for (const phase of ['before', 'after'] as const) {
      const customer = await t.customer();
      const ukey = await registeredUkey(t);
      const order = await approvedOrder(t, customer, ukey);
      const d = desk(t, ukey);
      ukey.replug(tearBy([{ ins, nth: 1, phase, outcome: 'drop' }]));
      const first = await startReset(t, customer, d, order);
      expect(await pump(t, first.pairing), `${ins} ${phase}`).toMatchObject({
        stage: 'failed',
        failure: 'ukey_removed',
      });
      ukey.replug();
      const second = await startReset(t, customer, d, order);
      expect(await pump(t, second.pairing), `${ins} ${phase} again`).toMatchObject({ stage: 'done' });
      expect(ukey.state().userPin).toBe('Neu-PIN-77x');
      expect(ukey.state().adminTriesLeft).toBe(ukey.state().adminTriesMax);
    }
  }
});

everyEngine('a wrong registered admin secret costs one try, ends the ceremony and is never tried again', async (t) => {
  const customer = await t.customer();
  const ukey = await registeredUkey(t, { registeredAdminPin: 'not-the-right-one'.slice(0, 16) });
  const order = await approvedOrder(t, customer, ukey);
  const d = desk(t, ukey);
  const first = await startReset(t, customer, d, order);
  expect(await pump(t, first.pairing)).toMatchObject({ stage: 'failed', failure: 'admin_secret_wrong' });
  expect(ukey.state().adminTriesLeft).toBe(ukey.state().adminTriesMax - 1);
  t.advance(61);
  await customer.ok('ceremonies.sendStepUp', { order });
  const code = (await t.sms(customer.mobile)).at(-1)?.variables['code'] ?? '';
  expect(await customer.refused('ceremonies.pair', { purpose: 'reset', order, code })).toMatchObject({
    code: 'not_eligible',
  });
});

everyEngine('a CA that insists on the native dialog says so in the ticket, and the window takes no PIN', async (t) => {
  const customer = await t.customer();
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, customer, ukey);
  await (await t.staff('administrator')).ok('settings.change', { pinPrompt: 'native' });
  await expect(startReset(t, customer, desk(t, ukey), order)).rejects.toThrow(/window/);
});

everyEngine('the same message again gets the same answer and is counted once', async (t) => {
  const customer = await t.customer();
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, customer, ukey);
  const d = desk(t, ukey);
  const { pairing } = await startReset(t, customer, d, order);
  const { message } = await pairing.next();
  if (!message) throw new Error('no message');
  const answers = await Promise.all([1, 2, 3].map(() => windowVisitor(t).ok('ceremonies.exchange', { message })));
  expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
  const row = await t.ctx.db
    .selectFrom('orders')
    .select('authorisations')
    .where('number', '=', order)
    .executeTakeFirstOrThrow();
  expect(row.authorisations).toBe(1);
});

everyEngine('a window whose reset was taken over by a newer one is told so, and the newer one completes', async (t) => {
  const customer = await t.customer();
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, customer, ukey);
  const d = desk(t, ukey);
  const older = await startReset(t, customer, d, order);
  const newer = await startReset(t, customer, d, order);
  const { message } = await older.pairing.next();
  expect(await windowVisitor(t).refused('ceremonies.exchange', { message })).toMatchObject({ code: 'ceremony_live' });
  expect(await pump(t, newer.pairing)).toMatchObject({ stage: 'done' });
});

everyEngine(
  'the new PIN, TEMP and the admin PIN stand nowhere in the database, and no command after UNBLOCK does',
  async (t) => {
    const customer = await t.customer();
    const ukey = await registeredUkey(t);
    const order = await approvedOrder(t, customer, ukey);
    const seen: string[] = [];
    const inner = ukey.card;
    const apdu = inner.apdu.bind(inner);
    let isAfter = false;
    Object.assign(inner, {
      apdu(bytes: Uint8Array) {
        if (isAfter) seen.push(Buffer.from(bytes).toString('hex'));
        if (bytes[1] === 0x1a) isAfter = true;
        return apdu(bytes);
      },
    });
    const { pairing } = await startReset(t, customer, desk(t, ukey), order);
    expect(await pump(t, pairing)).toMatchObject({ stage: 'done' });
    const dump: string[] = [];
    for (const table of [
      'ceremonies',
      'ceremony_messages',
      'pairings',
      'evidence',
      'audit_leaves',
      'sms_messages',
      'orders',
      'order_events',
    ] as const) {
      for (const row of await t.ctx.db.selectFrom(table).selectAll().execute()) dump.push(JSON.stringify(row));
    }
    const plain = dump.join('\n');
    // What travels is base64url inside JSON: look into the payloads, too.
    const payloads = [
      ...plain.matchAll(/"payload":"([A-Za-z0-9_-]+)"/g),
      ...plain.matchAll(/\\"payload\\":\\"([A-Za-z0-9_-]+)\\"/g),
    ].map((m) => Buffer.from(m[1] ?? '', 'base64url').toString());
    const everything = [plain, ...payloads, t.logged()].join('\n');
    const changes = seen.filter((hex) => hex.startsWith('8416') || hex.startsWith('8018'));
    expect(changes.length).toBeGreaterThanOrEqual(3);
    for (const secret of [
      'Neu-PIN-77x',
      ukey.adminPin,
      ...changes,
      ...changes.map((hex) => Buffer.from(hex, 'hex').toString('base64url')),
    ])
      expect(everything.includes(secret)).toBe(false);
  },
);
