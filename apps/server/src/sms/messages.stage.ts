import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJobs } from '../jobs/jobs.ts';
import type { Trial } from '../trial.ts';
import type { SmsProviderName } from './environment.ts';
import { fakeHttp, type Post, type Reply } from './providers/http.stage.ts';
import type { SmsToSend } from './queue.ts';
import { sendSms } from './send.ts';
import { isCode, templates } from './templates.ts';

export const mobile = '19900000001';
export const codeSms: SmsToSend = { to: mobile, template: 'code_register', variables: { code: '123456' } };
export const orderSms: SmsToSend = {
  to: mobile,
  template: 'order_approved',
  variables: { number: 'CA20260302ABCDEF' },
};

export const queue = (t: Trial, sms: SmsToSend) => t.ctx.db.transaction().execute((trx) => t.ctx.sms.queue(trx, sms));
export const rows = (t: Trial) => t.ctx.db.selectFrom('sms_messages').selectAll().orderBy('id').execute();
export const attempts = (t: Trial) =>
  t.ctx.db.selectFrom('sms_attempts').select(['provider', 'outcome', 'code']).orderBy('at').orderBy('id').execute();

export interface Stage {
  /** What each provider was sent, without its questions. */
  readonly sent: Record<'aliyun' | 'tencent', Post[]>;
  /** Questions after lost messages. */
  readonly asked: Post[];
  drain(): Promise<number>;
}

export const aliyunOk = { body: { Code: 'OK', BizId: 'biz-1' } };
export const aliyunSays = (Code: string, Message = '') => ({ body: { Code, Message } });
export const tencentOk = { body: { Response: { SendStatusSet: [{ Code: 'Ok', SerialNo: 'sid-1' }], RequestId: 'r' } } };

export interface Script {
  /** Answers to sendings, one after the other, the last for ever. */
  readonly aliyun: readonly Reply[];
  readonly tencent?: readonly Reply[];
  /** The answer to a question. */
  readonly found?: Reply;
}

/** This trial's messages through Aliyun, and Tencent where it has a script, played on loopback. */
export async function withProviders(t: Trial, script: Script, run: (stage: Stage) => Promise<void>): Promise<void> {
  const sent: Stage['sent'] = { aliyun: [], tencent: [] };
  const asked: Post[] = [];
  const next = (replies: readonly Reply[], number: number) => replies[Math.min(number, replies.length) - 1] ?? 'cut';
  const aliyun = await fakeHttp((post) => {
    if (post.headers['x-acs-action'] === 'QuerySendDetails') {
      asked.push(post);
      return script.found ?? aliyunSays('isv.UNKNOWN');
    }
    sent.aliyun.push(post);
    return next(script.aliyun, sent.aliyun.length);
  });
  const tencent = await fakeHttp((post) => {
    sent.tencent.push(post);
    return next(script.tencent ?? [], sent.tencent.length);
  });
  const ctx = { ...t.ctx, config: { ...t.ctx.config, sms: configured(t, script, aliyun.url, tencent.url) } };
  const jobs = createJobs({ db: ctx.db, engine: 'postgres', clock: t.now });
  jobs.work('sms.send', sendSms(ctx, jobs));
  try {
    await run({ sent, asked, drain: () => jobs.drain() });
  } finally {
    aliyun.close();
    tencent.close();
  }
}

function configured(t: Trial, script: Script, aliyunUrl: string, tencentUrl: string) {
  const { dataDir, sms } = t.ctx.config;
  const secretFile = join(dataDir, 'sms.key');
  writeFileSync(secretFile, 'a secret of this test', { mode: 0o600 });
  const templatesFile = join(dataDir, 'templates.json');
  writeFileSync(templatesFile, JSON.stringify(providerTemplates));
  const providers: SmsProviderName[] = script.tencent ? ['aliyun', 'tencent'] : ['aliyun'];
  const known = { keyId: 'id', secretFile, sign: '解锁测试' };
  return {
    ...sms,
    providers,
    templatesFile,
    aliyun: { url: aliyunUrl, ...known },
    tencent: { url: tencentUrl, region: 'ap-guangzhou', appId: '1400000000', ...known },
  };
}

/** A file of templates in which nothing is wrong. */
export const providerTemplates = Object.fromEntries(
  (['aliyun', 'tencent'] as const).map((provider) => [
    provider,
    Object.fromEntries(
      Object.entries(templates).map(([name, { variables }], i) => {
        const places = variables.map((one, at) => (provider === 'aliyun' ? `\${${one}}` : `{${at + 1}}`)).join('，');
        const text = isCode(name) ? `您的验证码是${places}，5分钟内有效。` : `您的订单有新进展：${places}。`;
        const longest = provider === 'tencent' && variables.includes('stop') ? { longest: 12 } : {};
        return [name, { id: `${provider === 'aliyun' ? 'SMS_' : ''}${100 + i}`, text, variables, ...longest }];
      }),
    ),
  ]),
);
