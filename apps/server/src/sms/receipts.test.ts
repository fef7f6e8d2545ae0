import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadMasterKey } from '../keys/master.ts';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { mobile, orderSms, providerTemplates, queue, rows } from './messages.stage.ts';
import { receiptSecret, receiptUrls } from './receiptSecret.ts';
import { applyReceipts } from './receipts.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-receipts-'));
writeFileSync(join(folder, 'secret'), 'a secret', { mode: 0o600 });
writeFileSync(join(folder, 'templates.json'), JSON.stringify(providerTemplates));
const env = {
  SMS_PROVIDERS: 'aliyun,tencent',
  SMS_TEMPLATES_FILE: join(folder, 'templates.json'),
  ALIYUN_SMS_KEY_ID: 'id',
  ALIYUN_SMS_SECRET_FILE: join(folder, 'secret'),
  ALIYUN_SMS_SIGN: '解锁测试',
  TENCENT_SMS_KEY_ID: 'id',
  TENCENT_SMS_SECRET_FILE: join(folder, 'secret'),
  TENCENT_SMS_APP_ID: '1400000000',
  TENCENT_SMS_SIGN: '解锁测试',
};

const post = (t: Trial, provider: 'aliyun' | 'tencent', body: unknown, secret = t.ctx.receiptSecret(provider)) =>
  t.portal.app.inject({
    method: 'POST',
    url: `/sms/${provider}/${secret}/receipt`,
    headers: { 'content-type': 'application/json' },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
const aliyun = (more: object = {}) => ({
  phone_number: mobile,
  send_time: '2026-03-02 09:00:00',
  report_time: '2026-03-02 09:00:05',
  success: true,
  err_code: 'DELIVERED',
  err_msg: '用户接收成功',
  sms_size: '1',
  biz_id: 'biz-1',
  out_id: 'x',
  ...more,
});
const tencent = (more: object = {}) => ({
  user_receive_time: '2026-03-02 09:00:05',
  nationcode: '86',
  mobile,
  report_status: 'SUCCESS',
  errmsg: 'DELIVRD',
  description: '用户短信送达成功',
  sid: 'sid-1',
  ...more,
});
async function sent(t: Trial, provider: 'aliyun' | 'tencent' | 'smpp', providerId: string) {
  await queue(t, orderSms);
  await t.ctx.db
    .updateTable('sms_messages')
    .set({ state: 'sent', provider, provider_id: providerId, sent_at: t.now() })
    .execute();
}
const state = async (t: Trial) => (await rows(t))[0]?.state;

everyEngine(
  'a report moves a message from sent to delivered, once, and is thanked in the words of its provider',
  async (t) => {
    await sent(t, 'aliyun', 'biz-1');
    t.advance(5);
    const answer = await post(t, 'aliyun', [aliyun()]);
    expect([answer.statusCode, answer.json()]).toEqual([200, { code: 0, msg: '接收成功' }]);
    expect((await rows(t))[0]).toMatchObject({ state: 'delivered', delivered_at: t.now() });
    const again = await post(t, 'aliyun', [aliyun({ success: false, err_code: 'MK:0001' })]);
    expect(again.statusCode).toBe(200);
    expect(await state(t)).toBe('delivered');
  },
  { env },
);

everyEngine(
  'a report of Tencent that a phone could not be reached says so, and nothing is sent again',
  async (t) => {
    await sent(t, 'tencent', 'sid-1');
    const answer = await post(t, 'tencent', [tencent({ report_status: 'FAIL', errmsg: 'UNDELIV' })]);
    expect(answer.json()).toEqual({ result: 0, errmsg: 'OK' });
    expect((await rows(t))[0]).toMatchObject({ state: 'failed', failure: 'undelivered:UNDELIV' });
    expect(await rows(t)).toHaveLength(1);
  },
  { env },
);

everyEngine(
  'a report of another number, another id or another provider changes nothing',
  async (t) => {
    await sent(t, 'aliyun', 'biz-1');
    await post(t, 'aliyun', [aliyun({ phone_number: '19900000002' }), aliyun({ biz_id: 'biz-2' })]);
    await post(t, 'tencent', [tencent({ sid: 'biz-1' })]);
    expect(await state(t)).toBe('sent');
  },
  { env },
);

for (const before of ['queued', 'failed', 'unknown'] as const)
  everyEngine(
    `a report moves nothing that is ${before}`,
    async (t) => {
      await sent(t, 'aliyun', 'biz-1');
      await t.ctx.db.updateTable('sms_messages').set({ state: before }).execute();
      await post(t, 'aliyun', [aliyun()]);
      expect(await state(t)).toBe(before);
    },
    { env },
  );

everyEngine(
  'a report that overtakes our own note is asked for again',
  async (t) => {
    await queue(t, orderSms);
    const [row] = await rows(t);
    const attempt = { id: row?.id ?? '', ca_id: t.ctx.caId, message_id: row?.id ?? '', at: t.now() };
    await t.ctx.db
      .insertInto('sms_attempts')
      .values({ ...attempt, provider: 'aliyun', outcome: null, code: null })
      .execute();
    expect((await post(t, 'aliyun', [aliyun()])).statusCode).toBe(503);
    expect((await post(t, 'aliyun', [aliyun({ phone_number: '19900000002' })])).statusCode).toBe(200);
  },
  { env },
);

oneEngine(
  'without the secret of its provider the address is not there',
  async (t) => {
    await sent(t, 'aliyun', 'biz-1');
    for (const wrong of ['x', t.ctx.receiptSecret('tencent'), `${t.ctx.receiptSecret('aliyun')}a`]) {
      const answer = await post(t, 'aliyun', [aliyun()], wrong);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found']);
    }
    expect(await state(t)).toBe('sent');
  },
  { env },
);

oneEngine(
  'what is no report is refused, however it is malformed',
  async (t) => {
    const malformed = ['', 'x', '{', 'null', '{}', '[1]', '[{}]', JSON.stringify([aliyun({ success: 'yes' })])];
    for (const body of malformed) expect([body, (await post(t, 'aliyun', body)).statusCode]).toEqual([body, 400]);
    expect((await post(t, 'aliyun', `[${' '.repeat(65 * 1024)}]`)).statusCode).toBe(413);
  },
  { env },
);

oneEngine('a provider that is not in use has no address', async (t) => {
  expect((await post(t, 'aliyun', [aliyun()])).statusCode).toBe(404);
});

oneEngine(
  'the operator is shown the addresses, one for each provider, the same after a restart',
  async (t) => {
    const master = loadMasterKey(t.ctx.config);
    const urls = receiptUrls(t.ctx.config, (provider) => receiptSecret(master, provider));
    expect(urls.map((one) => one.provider)).toEqual(['aliyun', 'tencent']);
    expect(urls[0]?.url).toBe(`http://localhost:8080/sms/aliyun/${t.ctx.receiptSecret('aliyun')}/receipt`);
    expect(receiptSecret(master, 'aliyun')).toMatch(/^[\w-]{32}$/);
    expect(receiptSecret(master, 'aliyun')).not.toBe(receiptSecret(master, 'tencent'));
  },
  { env },
);

everyEngine('a hundred equal reports at once count once', async (t) => {
  await sent(t, 'smpp', 'id-1');
  const receipt = { providerId: 'id-1', to: mobile, isDelivered: true, code: null };
  const all = await Promise.all(Array.from({ length: 100 }, () => applyReceipts(t.ctx, 'smpp', [receipt])));
  expect(all.reduce((sum, one) => sum + one.counted, 0)).toBe(1);
});
