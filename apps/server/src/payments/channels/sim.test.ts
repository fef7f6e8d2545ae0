import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stand, standUp } from '../../../../sim/src/stand.ts';
import { readConfig } from '../../config.ts';
import type { Channel, GatewayName, Heard } from './channel.ts';
import { type Channels, createChannels } from './create.ts';
import { allOf } from './partsForTests.ts';

let stand: Stand;
let channels: Channels;
const heard: Heard[] = [];
/** The portal's port, as far as gateways know it: judges, answers, remembers. */
const door = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const channel = channels.get(request.url === '/pay/wechat/notify' ? 'wechat' : 'alipay');
    const one = channel?.hear(request.headers, Buffer.concat(parts));
    if (!one) return response.writeHead(404).end();
    heard.push(one);
    const reply = one.is === 'refused' ? one.reply : one.thanks;
    return response.writeHead(reply.status).end(reply.body);
  });
});

beforeAll(async () => {
  stand = await standUp();
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  const env = { ...stand.environment, DATA_DIR: join(tmpdir(), 'jiesuo-none'), PAY_NOTIFY_ORIGIN: origin };
  channels = createChannels(readConfig(env), () => stand.gateways.agenda.now());
});
afterAll(async () => {
  await stand.close();
  door.close();
});

let count = 0;
const fresh = (name: string) => `JS${name.toUpperCase()}${String(++count).padStart(6, '0')}`;

describe.each(['wechat', 'alipay'] as const)('%s of the sim', (name: GatewayName) => {
  const channel = (): Channel => channels.get(name) ?? expect.fail('no channel');
  const now = () => stand.gateways.agenda.now();
  async function offered(how: 'qr' | 'page' = 'qr') {
    const number = fresh(name);
    const expiresAt = new Date(now().getTime() + 3_600_000);
    const asked = { number, amountFen: 20_029, subject: 'CA密码重置', order: 'CA20261122000001', expiresAt };
    return { number, asked, offer: await channel().offer(asked, how) };
  }
  async function paid() {
    const { number } = await offered();
    heard.length = 0;
    stand.gateways.cashier.pay(name, number);
    await stand.gateways.agenda.settle();
    return number;
  }
  const strike = (kind: Parameters<Stand['gateways']['faults']['order']>[0]['kind'], operation?: string) =>
    stand.gateways.faults.order({ gateway: name, kind, count: 1, delayMs: 0, ...(operation && { operation }) });

  test('an offer can be asked for again, is open, and is not paid by itself', async () => {
    const { number, asked, offer } = await offered();
    expect(offer.kind).toBe('qr');
    expect((await channel().offer(asked, 'qr')).kind).toBe('qr');
    expect((await channel().query(number)).state).toBe(name === 'wechat' ? 'open' : 'absent');
  });

  const onlyAlipay = name === 'alipay' ? test : () => undefined;
  onlyAlipay('the address of its page opens the trade', async () => {
    const { number, offer } = await offered('page');
    if (offer.kind !== 'page') throw new Error('no page');
    const page = await fetch(offer.url, { redirect: 'manual' });
    expect(page.status).toBeLessThan(400);
    stand.gateways.cashier.pay(name, number);
    expect((await channel().query(number)).state).toBe('paid');
  });

  test('what is paid is told, and asking says the same', async () => {
    const number = await paid();
    const fact = { number, state: 'paid', amountFen: 20_029 };
    expect(heard).toMatchObject([{ is: 'trade', fact }]);
    expect(await channel().query(number)).toMatchObject(fact);
  });

  test('closing before the payment closes, after it says paid', async () => {
    const { number } = await offered();
    expect(await channel().close(number)).toBe(name === 'wechat' ? 'closed' : 'absent');
    expect(await channel().close(await paid())).toBe('paid');
  });

  test('a payment in the moment of closing is found', async () => {
    const { number } = await offered();
    if (name === 'alipay') stand.gateways.cashier.scan(name, number);
    strike('close_race');
    expect(await channel().close(number)).toBe('paid');
  });

  test('a refund, asked twice, goes back once', async () => {
    const number = await paid();
    const asked = { refund: fresh('R'), number, amountFen: 29, totalFen: 20_029, reason: '订单取消' };
    await channel().refund(asked);
    expect(['processing', 'done']).toContain((await channel().refund(asked)).state);
    await stand.gateways.agenda.advance(60);
    expect(await channel().queryRefund(asked.refund, number)).toMatchObject({ state: 'done', amountFen: 29 });
    expect((await channel().queryRefund(fresh('R'), number)).state).toBe('absent');
  });

  test.each(['status_429', 'status_500', 'cut', 'half_reply', 'reply_lost', 'evil_reply'] as const)(
    'after %s nothing is believed, and asking again is answered',
    async (kind) => {
      const number = await paid();
      strike(kind, 'query');
      const query = channel().query(number);
      await expect(query).rejects.toMatchObject({ name: 'GatewayFault' });
      expect((await channel().query(number)).state).toBe('paid');
    },
  );

  test.each(['notice_evil_key', 'notice_other_merchant', 'notice_other_app'] as const)(
    '%s is refused, and the true one that follows is heard',
    async (kind) => {
      strike(kind);
      await paid();
      expect(heard.at(0)?.is).toBe('refused');
      await stand.gateways.agenda.advance(1_200);
      expect(heard.at(-1)?.is).toBe('trade');
    },
  );

  test('a notification that came twice has one key', async () => {
    strike('notice_duplicate');
    await paid();
    await stand.gateways.agenda.advance(60);
    const keys = heard.map((one) => (one.is === 'refused' ? one.why : one.key));
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });

  test('yesterday’s bill has today what was paid and given back', async () => {
    const number = await paid();
    const day = new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    await expect(allOf(channel().bill(day))).rejects.toMatchObject({ code: 'bill_not_ready' });
    await stand.gateways.agenda.advance(36 * 3_600);
    const lines = await allOf(channel().bill(day));
    expect(lines.find((one) => one.number === number)).toMatchObject({ kind: 'paid', amountFen: 20_029 });
    expect(lines.filter((one) => one.kind === 'refunded')).toMatchObject([{ amountFen: 29 }]);
  });
});

test('WeChat’s probe is refused as a probe, and the true notification follows', async () => {
  stand.gateways.faults.order({ gateway: 'wechat', kind: 'notice_signtest', count: 1, delayMs: 0 });
  const number = fresh('probe');
  const channel = channels.get('wechat') ?? expect.fail('no channel');
  const expiresAt = new Date(stand.gateways.agenda.now().getTime() + 3_600_000);
  await channel.offer({ number, amountFen: 1, subject: 'CA密码重置', order: 'CA20261122000001', expiresAt }, 'qr');
  heard.length = 0;
  stand.gateways.cashier.pay('wechat', number);
  await stand.gateways.agenda.advance(1_200);
  expect(heard).toMatchObject([{ is: 'refused', isProbe: true }, { is: 'trade' }]);
});
