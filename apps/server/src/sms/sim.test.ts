import { afterAll, beforeEach, expect, test } from 'vitest';
import { templates as approved } from '../../../sim/src/messages/templates.ts';
import { standUp } from '../../../sim/src/stand.ts';
import { readConfig } from '../config.ts';
import { oneEngine, type Trial } from '../trial.ts';
import type { SmsProviderName } from './environment.ts';
import { codeSms, orderSms, queue, rows } from './messages.stage.ts';
import { checkTemplates } from './providerTemplates.ts';
import type { SmsTemplate } from './queue.ts';
import { templates } from './templates.ts';

// The providers' own libraries hold the sim to the truth (npm run gateways); here our clients meet it.
const stand = await standUp();
const { faults, messages, agenda, post } = stand.gateways;
const { phones, reports } = messages;
afterAll(() => stand.close());
beforeEach(() => faults.clear());

let count = 0;
/** A number of this test alone: the sim keeps the limits of real providers. */
const freshMobile = () => `1990555${String(++count).padStart(4, '0')}`;
const envOf = (...providers: SmsProviderName[]) => ({ ...stand.environment, SMS_PROVIDERS: providers.join(',') });
const onPhone = (to: string) => phones.list().filter((one) => one.to === to);

/** To the sim's time, at which its providers judge signatures; and the portal where reports find it. */
async function open(t: Trial, provider?: 'aliyun' | 'tencent') {
  t.advance((agenda.now().getTime() - t.now().getTime()) / 1000);
  if (!provider) return;
  const url = await t.portal.app.listen({ port: 0, host: '127.0.0.1' });
  reports.set(provider, `${url}/sms/${provider}/${t.ctx.receiptSecret(provider)}/receipt`);
}
async function pass(t: Trial, seconds: number) {
  t.advance(seconds);
  await agenda.advance(seconds);
}
const strike = (
  gateway: 'aliyun' | 'tencent' | 'smpp',
  kind: Parameters<typeof faults.order>[0]['kind'],
  number?: string,
) => faults.order({ gateway, kind, count: 1, delayMs: 0, ...(number === undefined ? {} : { number }) });

test("the sim's approved templates say what our own say, and pass our own check", () => {
  expect(checkTemplates(readConfig(envOf('aliyun', 'tencent')))).toEqual([]);
  for (const { name, text } of approved.aliyun) expect(text).toBe(templates[name as SmsTemplate].text);
});

for (const provider of ['aliyun', 'tencent', 'smpp'] as const)
  oneEngine(
    `${provider}: code and notice reach the phone, and their reports come back`,
    async (t) => {
      await open(t, provider === 'smpp' ? undefined : provider);
      const to = freshMobile();
      await queue(t, { ...codeSms, to });
      await queue(t, { ...orderSms, to });
      await t.jobs();
      expect((await rows(t)).map((row) => [row.state, row.provider])).toEqual(Array(2).fill(['sent', provider]));
      expect(onPhone(to).map((one) => one.text)).toEqual([
        expect.stringMatching(/尾号 ABCDEF.*审核已通过/),
        expect.stringMatching(/注册验证码是 123456/),
      ]);
      await pass(t, 5);
      await agenda.settle();
      await expect.poll(async () => (await rows(t)).map((row) => row.state)).toEqual(['delivered', 'delivered']);
    },
    { env: envOf(provider) },
  );

for (const provider of ['aliyun', 'tencent', 'smpp'] as const)
  oneEngine(
    `${provider}: trouble, refusal and a number that no message reaches are told apart`,
    async (t) => {
      await open(t);
      const [busy, refused, unreachable] = [freshMobile(), freshMobile(), freshMobile()];
      // Tencent's throttle is of the number, which then waits.
      strike(provider, provider === 'tencent' ? 'status_500' : 'throttled', busy);
      strike(provider, 'blacklisted', unreachable);
      await queue(t, { ...orderSms, to: busy });
      await queue(t, { ...orderSms, to: unreachable });
      await t.jobs();
      await pass(t, 5);
      await t.jobs();
      strike(provider, 'configuration', refused);
      await queue(t, { ...orderSms, to: refused });
      await t.jobs();
      const outcomes = await t.ctx.db
        .selectFrom('sms_attempts')
        .innerJoin('sms_messages', 'sms_messages.id', 'sms_attempts.message_id')
        .select(['sms_attempts.outcome', 'sms_messages.created_at', 'sms_messages.id'])
        .orderBy('sms_messages.id')
        .orderBy('sms_attempts.at')
        .execute();
      expect(outcomes.map((one) => one.outcome)).toEqual(['retry', 'accepted', 'permanent', 'alarm']);
      expect((await rows(t)).map((row) => row.state)).toEqual(['sent', 'failed', 'queued']);
      expect([busy, unreachable, refused].map((to) => onPhone(to).length)).toEqual([1, 0, 0]);
    },
    { env: envOf(provider) },
  );

oneEngine(
  'aliyun: a notice that was taken while its answer was lost is found, and the phone has it once',
  async (t) => {
    await open(t);
    const to = freshMobile();
    strike('aliyun', 'unknown_outcome', to);
    await queue(t, { ...orderSms, to });
    await t.jobs();
    expect((await rows(t))[0]?.state).toBe('queued');
    await pass(t, 60);
    await t.jobs();
    expect((await rows(t))[0]?.state).toBe('sent');
    expect(onPhone(to)).toHaveLength(1);
  },
  { env: envOf('aliyun') },
);

for (const provider of ['tencent', 'smpp'] as const)
  oneEngine(
    `${provider}: a code that was taken while its answer was lost is not sent again; a notice once more`,
    async (t) => {
      await open(t);
      const [code, notice] = [freshMobile(), freshMobile()];
      for (const to of [code, notice]) strike(provider, 'unknown_outcome', to);
      await queue(t, { ...codeSms, to: code });
      await t.jobs();
      await queue(t, { ...orderSms, to: notice });
      await t.jobs();
      for (let i = 0; i < 4; i++) {
        await pass(t, 60);
        await t.jobs();
      }
      expect((await rows(t)).map((row) => row.state)).toEqual(['unknown', 'sent']);
      expect([code, notice].map((to) => onPhone(to).length)).toEqual([1, 2]);
    },
    { env: envOf(provider) },
  );

oneEngine(
  'a provider that refuses us hands over to the next, and the phone has one message',
  async (t) => {
    await open(t);
    const to = freshMobile();
    strike('aliyun', 'configuration', to);
    await queue(t, { ...codeSms, to });
    await t.jobs();
    expect((await rows(t))[0]).toMatchObject({ state: 'sent', provider: 'smpp' });
    expect(onPhone(to)).toHaveLength(1);
    const supervisor = await t.staff('supervisor');
    const { providers } = await supervisor.ok('sms.status', {});
    expect(providers).toMatchObject([
      { name: 'aliyun', isOpen: false, isAlarm: true, code: 'isv.SMS_SIGNATURE_ILLEGAL' },
      { name: 'smpp', isOpen: true },
      { name: 'mail', isOpen: true },
    ]);
  },
  { env: envOf('aliyun', 'smpp') },
);

oneEngine(
  'mail: the customer who asked for it reads the notice in the mailbox, and its code before',
  async (t) => {
    await open(t);
    const who = await t.customer();
    const address = `customer-${++count}@example.com`;
    await who.ok('accounts.sendMailCode', { address });
    await t.jobs();
    const code = /验证码是 (\d{6})/.exec(post.list(address)[0]?.text ?? '')?.[1] ?? '';
    await who.ok('accounts.confirmMail', { address, code });
    await queue(t, { ...orderSms, to: who.mobile });
    await t.jobs();
    const [notice] = post.list(address);
    expect(notice?.subject).toMatch(/审核已通过（订单尾号 ABCDEF）/);
    expect(notice?.text).toMatch(/Your order \(ending in ABCDEF\) was approved/);
    expect(post.list(address)).toHaveLength(2);
  },
  { env: envOf('smpp') },
);
