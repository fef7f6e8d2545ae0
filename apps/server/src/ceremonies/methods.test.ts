import { expect } from 'vitest';
import { DriverFault } from '../../../bridge/src/drivers/driver.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { verifyKept } from './evidence.stage.ts';
import { gidsUkey, newKey, type Scripted, trustedUkey } from './methods.stage.ts';
import { approvedOrder } from './registry.stage.ts';
import { desk, messageType, pump, startReset } from './reset.stage.ts';

const secretsOf = (t: Trial, script: Scripted) =>
  t.ctx.db.selectFrom('admin_secrets').selectAll().where('ukey_id', '=', script.ukey.id).orderBy('version').execute();
const statesOf = async (t: Trial, script: Scripted) => (await secretsOf(t, script)).map(({ state }) => state);
const textOf = async (t: Trial, script: Scripted, state: 'active' | 'proposed') => {
  const row = (await secretsOf(t, script)).find((one) => one.state === state);
  return row && t.ctx.vault.withSecret(row.id, row.sealed, (secret) => secret.toString());
};
const evidenceOf = async (t: Trial) => {
  return verifyKept(t);
};
/** 启用可信助手模式, 批准. */
async function allow(t: Trial, order: string): Promise<void> {
  await (await t.staff('administrator')).ok('settings.change', { isTrustedBridgeOn: true });
  const custodian = await t.staff('key_custodian');
  const decision = { number: order, decision: 'grant', method: 'trusted_bridge', reason: '客户已在现场核对' } as const;
  await custodian.ok('custody.decide', decision);
}

everyEngine('a GIDS UKey is reset by mutual authentication, and its admin key never leaves the server', async (t) => {
  const customer = await t.customer();
  const script = await gidsUkey(t);
  const order = await approvedOrder(t, customer, script.ukey);
  const { pairing } = await startReset(t, customer, desk(t, script.ukey), order);
  expect(await pump(t, pairing)).toMatchObject({ stage: 'done', purpose: 'reset' });
  expect([script.userPin, script.adminLeft, script.attempts.length]).toEqual(['Neu-PIN-77x', 6, 1]);
  expect(await customer.ok('orders.get', { number: order })).toMatchObject({
    status: 'completed',
    reset: { method: 'challenge_response', custody: 'not_needed' },
  });
  expect(await evidenceOf(t)).toMatchObject({ method: 'challenge_response', custodian: null });
  expect(await statesOf(t, script)).toEqual(['active']);
  expect(await everythingKept(t)).not.toContain(script.admin);
});

everyEngine('a card that takes the answer but does not know the key completes nothing', async (t) => {
  const customer = await t.customer();
  const script = await gidsUkey(t);
  script.isFake = true;
  const order = await approvedOrder(t, customer, script.ukey);
  const { pairing } = await startReset(t, customer, desk(t, script.ukey), order);
  expect(await pump(t, pairing)).toMatchObject({ stage: 'failed', failure: 'proof_wrong' });
  expect(await customer.ok('orders.get', { number: order })).toMatchObject({
    status: 'awaiting_reset',
    ceremony: { status: 'unknown' },
  });
});

everyEngine('a wrong registered admin key is tried once and staff are told', async (t) => {
  const customer = await t.customer();
  const script = await gidsUkey(t, { registered: newKey() });
  const order = await approvedOrder(t, customer, script.ukey);
  const { pairing } = await startReset(t, customer, desk(t, script.ukey), order);
  expect(await pump(t, pairing)).toMatchObject({ stage: 'failed', failure: 'admin_secret_wrong' });
  expect(script.attempts.length).toBe(1);
  expect((await secretsOf(t, script)).map((one) => one.is_wrong)).toEqual([true]);
});

everyEngine('a GIDS reset that was cut anywhere is finished by one more try', async (t) => {
  for (const at of ['authorise', 'changed', 'proof', 'exchange', 'set', 'setDone'] as const) {
    const customer = await t.customer();
    const script = await gidsUkey(t);
    const order = await approvedOrder(t, customer, script.ukey);
    const d = desk(t, script.ukey);
    script.fault = (place) => {
      if (place === at) throw new DriverFault('removed');
    };
    const first = await startReset(t, customer, d, order);
    await pump(t, first.pairing, (m) => (messageType(m) === at ? 'after' : undefined));
    await first.pairing.end();
    delete script.fault;
    t.advance(601);
    if ((await customer.ok('orders.get', { number: order })).status === 'completed') continue;
    const second = await startReset(t, customer, d, order);
    expect(await pump(t, second.pairing), at).toMatchObject({ stage: 'done' });
    expect([script.userPin, script.adminLeft]).toEqual(['Neu-PIN-77x', 6]);
  }
});

everyEngine('without switch and custodian no secret leaves; with both it does, once, rotated and marked', async (t) => {
  const customer = await t.customer();
  const script = await trustedUkey(t);
  const before = script.admin;
  const order = await approvedOrder(t, customer, script.ukey);
  const d = desk(t, script.ukey);
  const tryPairing = async () => {
    t.advance(61);
    await customer.ok('ceremonies.sendStepUp', { order });
    const code = (await t.sms(customer.mobile)).at(-1)?.variables['code'] ?? '';
    return customer.refused('ceremonies.pair', { purpose: 'reset', order, code });
  };
  expect(await tryPairing()).toMatchObject({ code: 'not_eligible', detail: { verdict: 'model_unsupported' } });
  await (await t.staff('administrator')).ok('settings.change', { isTrustedBridgeOn: true });
  expect(await tryPairing()).toMatchObject({ code: 'custodian_waits' });
  await allow(t, order);
  expect(await customer.ok('orders.get', { number: order })).toMatchObject({
    reset: { method: 'trusted_bridge', custody: 'granted' },
  });
  const { pairing } = await startReset(t, customer, d, order);
  expect(await pump(t, pairing)).toMatchObject({ stage: 'done', purpose: 'reset' });
  expect([script.userPin, script.adminLeft, script.attempts]).toEqual(['Neu-PIN-77x', 6, [before]]);
  expect(script.admin).not.toBe(before);
  expect(await textOf(t, script, 'active')).toBe(script.admin);
  expect((await secretsOf(t, script)).map((one) => [one.state, one.is_exposed])).toEqual([
    ['retired', true],
    ['active', true],
  ]);
  const proven = await evidenceOf(t);
  expect(proven).toMatchObject({ method: 'trusted_bridge', custodian: { method: 'trusted_bridge' } });
  const kept = await everythingKept(t);
  for (const secret of [before, script.admin, 'Neu-PIN-77x']) expect(kept.includes(secret)).toBe(false);
  const { items } = await (await t.staff('key_custodian')).ok('ukeys.list', { search: script.ukey.serial });
  expect(items[0]).toMatchObject({ secretVersion: 2, secretFlags: ['exposed'] });
});

everyEngine('a UKey whose secret left is not reset online again until it is renewed', async (t) => {
  const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const script = await trustedUkey(t);
  const order = await approvedOrder(t, customer, script.ukey);
  const d = desk(t, script.ukey);
  await allow(t, order);
  await pump(t, (await startReset(t, customer, d, order)).pairing);
  const again = await approvedOrder(t, customer, script.ukey);
  await expect(startReset(t, customer, d, again)).rejects.toThrow(/not_eligible/);
  expect((await custodian.ok('custody.list', {})).items.map((one) => one.number)).toEqual([again]);
});

everyEngine('a UKey that cannot rotate keeps its secret, exposed', async (t) => {
  const customer = await t.customer();
  const script = await trustedUkey(t);
  script.cannotRotate = true;
  const order = await approvedOrder(t, customer, script.ukey);
  await allow(t, order);
  const { pairing } = await startReset(t, customer, desk(t, script.ukey), order);
  expect(await pump(t, pairing)).toMatchObject({ stage: 'done' });
  expect(await statesOf(t, script)).toEqual(['active', 'retired']);
  expect(await textOf(t, script, 'active')).toBe(script.admin);
});

everyEngine(
  'a trusted reset that died anywhere is finished, and what the UKey holds is always in the vault',
  async (t) => {
    for (const at of ['unblock', 'unblocked', 'rotate', 'rotated'] as const) {
      for (const pin of ['Neu-PIN-77x', 'Ganz-Neu-88y']) {
        const customer = await t.customer();
        const script = await trustedUkey(t, { admin: `${newKey(6)}#Xy7` });
        const order = await approvedOrder(t, customer, script.ukey);
        const d = desk(t, script.ukey);
        await allow(t, order);
        script.fault = (place) => {
          if (place === at) throw new DriverFault('removed');
        };
        const first = await startReset(t, customer, d, order);
        // The bridge dies at the fault: nothing of what it learnt is reported.
        await pump(t, first.pairing, (m) => (['changed', 'failed'].includes(messageType(m)) ? 'before' : undefined));
        await first.pairing.end();
        delete script.fault;
        t.advance(601);
        const { pairing } = await startReset(t, customer, d, order, pin);
        expect(await pump(t, pairing), `${at} ${pin}`).toMatchObject({ stage: 'done' });
        expect(await customer.ok('orders.get', { number: order }), `${at} ${pin}`).toMatchObject({
          status: 'completed',
        });
        expect([script.userPin, script.adminLeft]).toEqual([pin, 6]);
        expect([await textOf(t, script, 'active'), await textOf(t, script, 'proposed')]).toContain(script.admin);
        expect((await secretsOf(t, script)).some((one) => one.is_wrong)).toBe(false);
      }
    }
  },
);

everyEngine('a wrong registered secret is released once and tried once', async (t) => {
  const customer = await t.customer();
  const script = await trustedUkey(t, { registered: 'R5^kd8*Np1&Ys6$b' });
  const order = await approvedOrder(t, customer, script.ukey);
  await allow(t, order);
  const { pairing } = await startReset(t, customer, desk(t, script.ukey), order);
  expect(await pump(t, pairing)).toMatchObject({ stage: 'failed', failure: 'admin_secret_wrong' });
  expect([script.attempts.length, script.adminLeft]).toEqual([1, 5]);
  expect((await secretsOf(t, script)).every((one) => one.is_wrong && one.is_exposed)).toBe(true);
});

everyEngine('a shared secret never leaves, whoever granted it', async (t) => {
  const customer = await t.customer();
  const script = await trustedUkey(t);
  await trustedUkey(t);
  const order = await approvedOrder(t, customer, script.ukey);
  await allow(t, order);
  await expect(startReset(t, customer, desk(t, script.ukey), order)).rejects.toThrow(/not_eligible/);
  expect(script.attempts).toEqual([]);
});

everyEngine('a grant taken back between ticket and secret holds the secret back', async (t) => {
  const customer = await t.customer();
  const script = await trustedUkey(t);
  const order = await approvedOrder(t, customer, script.ukey);
  await allow(t, order);
  const { pairing } = await startReset(t, customer, desk(t, script.ukey), order);
  await (await t.staff('administrator')).ok('settings.change', { isTrustedBridgeOn: false });
  await expect(pump(t, pairing)).rejects.toThrow(/order_state/);
  expect(await statesOf(t, script)).toEqual(['active']);
  expect((await secretsOf(t, script)).map((one) => one.is_exposed)).toEqual([false]);
});

/** All that the server wrote, with what travels looked into. */
async function everythingKept(t: Trial): Promise<string> {
  const tables = [
    'ceremonies',
    'ceremony_messages',
    'pairings',
    'evidence',
    'audit_leaves',
    'admin_secrets',
    'custody_decisions',
    'orders',
    'order_events',
  ] as const;
  const dump: string[] = [];
  for (const table of tables)
    for (const row of await t.ctx.db.selectFrom(table).selectAll().execute()) dump.push(JSON.stringify(row));
  const plain = dump.join('\n');
  const payloads = [...plain.matchAll(/payload\\*":\\*"([A-Za-z0-9_-]+)/g)].map((m) =>
    Buffer.from(m[1] ?? '', 'base64url').toString(),
  );
  return [plain, ...payloads, t.logged()].join('\n');
}
