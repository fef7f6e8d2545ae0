import { Webhook } from 'standardwebhooks';
import { expect, vi } from 'vitest';
import { program } from '../apiKeys/stageForTests.ts';
import { intoValidity, move, registerUkey, setFee, submit, subscriber } from '../orders/stageForTests.ts';
import { everyEngine, oneEngine } from '../trial.ts';
import { deliverDue } from './deliver.ts';
import { readReach } from './reach.ts';
import { openReceiver, type Received } from './receiverForTests.ts';

const verify = (secret: string, { headers, body }: Received, at: Date) => {
  vi.setSystemTime(at);
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    vi.useRealTimers();
  }
};

everyEngine('each move of an order is told once, in its order, signed, without a person in it', async (t) => {
  intoValidity(t);
  const receiver = await openReceiver();
  try {
    const { named } = await program(t, ['webhooks.manage']);
    const { secret } = await named().ok('v1.webhooks.add', {
      url: receiver.url,
      events: ['order.submitted', 'order.approved', 'order.withdrawn', 'reset.completed'],
    });
    await setFee(t, 0);
    const who = await t.customer();
    const order = await submit(t, who, await registerUkey(t));
    await move(t, order.number, 'approve');
    await move(t, order.number, 'withdraw');
    await move(t, order.number, 'approve');
    await t.jobs();
    expect(receiver.events()).toEqual(['order.submitted', 'order.approved', 'order.withdrawn', 'order.approved']);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(4);
    for (const one of receiver.received) {
      expect(verify(secret, one, t.now())).toMatchObject({
        data: { number: order.number, ukeySerial: order.ukeySerial },
      });
      for (const personal of [subscriber, '李四', '13800000000', who.mobile]) expect(one.body).not.toContain(personal);
    }
    const first = receiver.received[0];
    if (!first) throw new Error('nothing arrived');
    expect(() => verify(secret, { ...first, body: first.body.replace('submitted', 'approved') }, t.now())).toThrow();
    expect(() => verify(secret, first, new Date(t.now().getTime() + 6 * 60_000))).toThrow();
  } finally {
    await receiver.close();
  }
});

everyEngine('what was not taken is sent again under the same id, and what comes after it waits', async (t) => {
  intoValidity(t);
  const receiver = await openReceiver();
  try {
    const { named, administrator } = await program(t, ['webhooks.manage']);
    const { id } = await named().ok('v1.webhooks.add', {
      url: receiver.url,
      events: ['order.submitted', 'order.approved'],
    });
    receiver.state.answer = 500;
    await setFee(t, 0);
    const order = await submit(t, await t.customer(), await registerUkey(t));
    await move(t, order.number, 'approve');
    await t.jobs();
    expect(receiver.events()).toEqual(['order.submitted']);
    expect((await administrator.ok('webhooks.list', {})).items[0]).toMatchObject({ state: 'active', waiting: 2 });
    receiver.state.answer = 200;
    t.advance(5);
    await t.jobs();
    expect(receiver.events()).toEqual(['order.submitted', 'order.submitted', 'order.approved']);
    const [first, again] = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(again).toBe(first);
    const { items } = await administrator.ok('webhooks.deliveries', { id });
    expect(items.map(({ event, state, tries }) => [event, state, tries.map(({ status }) => status)])).toEqual([
      ['order.approved', 'delivered', [200]],
      ['order.submitted', 'delivered', [500, 200]],
    ]);
    await administrator.ok('webhooks.resend', { deliveryId: items[1]?.id ?? '' });
    t.advance(2);
    await t.jobs();
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(first);
  } finally {
    await receiver.close();
  }
});

everyEngine(
  'a receiver that takes nothing for three days is disabled, with a leaf; resumed, it gets what waits',
  async (t) => {
    const receiver = await openReceiver();
    try {
      const { administrator } = await program(t, ['orders.read']);
      const { id } = await administrator.ok('webhooks.add', { url: receiver.url, events: ['order.paid'] });
      await administrator.ok('webhooks.test', { id });
      receiver.state.answer = 503;
      await t.jobs();
      const began = t.now().getTime();
      for (let hours = 0; hours < 100; hours++) {
        t.advance(3600);
        await deliverDue(t.ctx);
        const hook = await t.ctx.db.selectFrom('webhooks').select('state').executeTakeFirstOrThrow();
        if (hook.state === 'disabled') break;
      }
      const days = (t.now().getTime() - began) / 86_400_000;
      expect(days).toBeGreaterThan(2.2);
      expect(days).toBeLessThanOrEqual(3.6);
      const leaf = await t.ctx.db
        .selectFrom('audit_leaves')
        .select(['actor', 'subject', 'detail'])
        .where('operation', '=', 'webhooks.deliver')
        .executeTakeFirstOrThrow();
      expect(leaf).toMatchObject({ actor: 'system', subject: id, detail: { state: 'disabled', isGone: false } });
      const again = await t.staff('administrator');
      expect((await again.refused('webhooks.test', { id })).code).toBe('webhook_paused');
      receiver.state.answer = 200;
      await again.ok('webhooks.change', { id, state: 'active' });
      await again.ok('webhooks.test', { id });
      t.advance(2);
      await t.jobs();
      expect((await again.ok('webhooks.list', {})).items[0]).toMatchObject({ state: 'active', failingSince: null });
      expect(receiver.received.at(-1)?.body).toContain('"test"');
      expect((await again.ok('webhooks.deliveries', { id })).items[0]?.state).toBe('delivered');
      receiver.state.answer = 410;
      await again.ok('webhooks.test', { id });
      t.advance(2);
      await t.jobs();
      expect((await again.ok('webhooks.list', {})).items[0]?.state).toBe('disabled');
    } finally {
      await receiver.close();
    }
  },
);

oneEngine('there are at most twenty webhooks, and a removed one is nobody’s', async (t) => {
  const administrator = await t.staff('administrator');
  const wanted = { url: 'http://127.0.0.1:1/hooks', events: ['order.paid' as const] };
  const ids: string[] = [];
  for (let n = 0; n < 20; n++) ids.push((await administrator.ok('webhooks.add', wanted)).id);
  expect((await administrator.refused('webhooks.add', wanted)).code).toBe('webhook_limit');
  const id = ids[0] ?? '';
  await administrator.ok('webhooks.remove', { id });
  expect((await administrator.refused('webhooks.change', { id, state: 'active' })).code).toBe('not_found');
  await administrator.ok('webhooks.add', wanted);
});

oneEngine('while a secret is rotated both sign, then only the new one; a redirect is not followed', async (t) => {
  const [receiver, inside] = [await openReceiver(), await openReceiver()];
  try {
    const administrator = await t.staff('administrator');
    const { id, secret } = await administrator.ok('webhooks.add', { url: receiver.url, events: ['order.paid'] });
    const { secret: next } = await administrator.ok('webhooks.rotate', { id, overlapHours: 1 });
    await administrator.ok('webhooks.test', { id });
    await t.jobs();
    const both = receiver.received[0];
    if (!both) throw new Error('nothing arrived');
    for (const one of [secret, next]) expect(verify(one, both, t.now())).toMatchObject({ type: 'test' });
    t.advance(3600);
    const later = await t.staff('administrator');
    Object.assign(receiver.state, { answer: 307, location: inside.url });
    await later.ok('webhooks.test', { id });
    await t.jobs();
    const last = receiver.received.at(-1);
    if (!last) throw new Error('nothing arrived');
    expect(() => verify(secret, last, t.now())).toThrow();
    expect(inside.received).toEqual([]);
    expect((await later.ok('webhooks.deliveries', { id })).items[0]?.tries[0]?.status).toBe(307);
    const kept = JSON.stringify(await t.ctx.db.selectFrom('webhooks').selectAll().execute());
    expect(kept).not.toContain(next.slice(6));
  } finally {
    await Promise.all([receiver.close(), inside.close()]);
  }
});

oneEngine(
  'in production nothing is sent inside the house, by whatever name',
  async (t) => {
    // The rest of production's settings (https, its own keys) is of no matter here.
    Object.assign(t.ctx.config, { webhooks: readReach(undefined, true) });
    const administrator = await t.staff('administrator');
    for (const url of [
      'http://example.com/hook',
      'https://127.0.0.1/hook',
      'https://[::1]/hook',
      'https://[::ffff:169.254.169.254]/latest/meta-data',
      'https://169.254.169.254/latest/meta-data',
      'https://2852039166/latest/meta-data',
      'https://0x7f.1/hook',
      'https://10.1.2.3/hook',
      'https://[fd00:ec2::254]/hook',
      'https://user:word@example.com/hook',
      'ftp://example.com/hook',
    ])
      expect([url, (await administrator.refused('webhooks.add', { url, events: ['order.paid'] })).code]).toEqual([
        url,
        'webhook_address_refused',
      ]);
    // A name is judged at the connection, by what it resolves to then.
    const { id } = await administrator.ok('webhooks.add', { url: 'https://localhost/hook', events: ['order.paid'] });
    await administrator.ok('webhooks.test', { id });
    await t.jobs();
    expect((await administrator.ok('webhooks.deliveries', { id })).items[0]?.tries[0]?.fault).toBe('refused_address');
  },
  {},
);
