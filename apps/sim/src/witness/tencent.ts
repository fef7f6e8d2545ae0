import { createRequire } from 'node:module';
import { accounts } from '../keys/accounts.ts';
import { approvedBy } from '../messages/templates.ts';
import type { Stand } from '../stand.ts';
import { listenForNotices } from './listener.ts';
import { agree, refusalOf, type Witness } from './witness.ts';

const sdk = 'tencentcloud-sdk-nodejs-sms';
const { sms } = createRequire(import.meta.url)(sdk) as typeof import('tencentcloud-sdk-nodejs-sms');

const clientFor = ({ url }: Stand, secretKey: string) =>
  new sms.v20210111.Client({
    credential: { secretId: accounts.tencent.secretId, secretKey },
    region: 'ap-guangzhou',
    profile: { httpProfile: { endpoint: new URL(url).host, protocol: 'http://', reqTimeout: 5 } },
  });

export const tencent: Witness = (stand) => {
  const { keys, faults, messages, agenda } = stand.gateways;
  const client = clientFor(stand, keys.secrets.tencent);
  const request = (number: string, more: object = {}) => ({
    PhoneNumberSet: [`+86${number}`],
    SmsSdkAppId: accounts.tencent.sdkAppId,
    SignName: accounts.tencent.signature,
    TemplateId: approvedBy('tencent', 'order_approved').id,
    TemplateParamSet: ['A1B2C3'],
    SessionContext: `ours-${number}`,
    ...more,
  });
  const sent = async (number: string, more?: object) =>
    (await client.SendSms(request(number, more))).SendStatusSet?.[0] ?? {};

  return [
    {
      sdk,
      call: 'SendSms and its report',
      async run() {
        const sender = await listenForNotices(() => ({ status: 200, body: '{"result":0,"errmsg":"OK"}' }));
        messages.reports.set('tencent', sender.url);
        const { Code, SerialNo, SessionContext } = await sent('19900000201');
        await agenda.advance(4);
        await sender.close();
        agree('sent', [Code, SessionContext], ['Ok', 'ours-19900000201']);
        const [report] = JSON.parse(sender.heard[0]?.body ?? '[]') as Record<string, unknown>[];
        agree('report', [report?.sid, report?.report_status, report?.mobile], [SerialNo, 'SUCCESS', '19900000201']);
        return 'Ok, DELIVRD';
      },
    },
    {
      sdk,
      call: 'SendSms that is refused',
      async run() {
        const codeOf = async (number: string, more?: object) => (await sent(number, more)).Code;
        agree('number', await codeOf('1'), 'InvalidParameterValue.IncorrectPhoneNumber');
        agree('app', await codeOf('19900000202', { SmsSdkAppId: '1' }), 'InvalidParameterValue.SdkAppIdNotExist');
        const unsigned = 'FailedOperation.SignatureIncorrectOrUnapproved';
        agree('signature', await codeOf('19900000202', { SignName: 'x' }), unsigned);
        const long = { TemplateParamSet: ['1234567'] };
        agree('variable', await codeOf('19900000202', long), 'InvalidParameterValue.TemplateParameterLengthLimit');
        agree('same words again', await codeOf('19900000201'), 'LimitExceeded.PhoneNumberThirtySecondLimit');
        return 'five reasons';
      },
    },
    {
      sdk,
      call: 'a wrong secret, faults of the provider',
      async run() {
        const forger = await refusalOf(clientFor(stand, 'wrong').SendSms(request('19900000203')));
        agree('forger', forger.code, 'AuthFailure.SignatureFailure');
        faults.order({ gateway: 'tencent', kind: 'status_429', count: 1, delayMs: 0 });
        agree('limit', (await refusalOf(client.SendSms(request('19900000203')))).code, 'RequestLimitExceeded');
        faults.order({ gateway: 'tencent', kind: 'blacklisted', number: '19900000203', count: 1, delayMs: 0 });
        agree('blacklist', (await sent('19900000203')).Code, 'FailedOperation.PhoneNumberInBlacklist');
        return 'AuthFailure, RequestLimitExceeded, blacklist';
      },
    },
  ];
};
