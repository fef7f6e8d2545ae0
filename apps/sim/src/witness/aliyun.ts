import { createRequire } from 'node:module';
import { accounts } from '../keys/accounts.ts';
import { approvedBy } from '../messages/templates.ts';
import type { Stand } from '../stand.ts';
import { dayOf } from '../trades/book.ts';
import { listenForNotices } from './listener.ts';
import { agree, refusalOf, type Witness } from './witness.ts';

const sdk = '@alicloud/dysmsapi20170525';

interface Answer {
  readonly body: {
    readonly code: string;
    readonly bizId?: string;
    readonly smsSendDetailDTOs?: {
      readonly smsSendDetailDTO: readonly { readonly content: string; readonly outId: string }[];
    };
  };
}
interface Client {
  sendSms(request: object): Promise<Answer>;
  querySendDetails(request: object): Promise<Answer>;
}
interface Library {
  readonly default: new (config: object) => Client;
  readonly SendSmsRequest: new (fields: object) => object;
  readonly QuerySendDetailsRequest: new (fields: object) => object;
}
// Its types need a DOM and a library of its own: what is called is written down above, as its README has it.
const library = createRequire(import.meta.url)(sdk) as Library;

const clientFor = ({ url }: Stand, accessKeySecret: string): Client =>
  new library.default({
    accessKeyId: accounts.aliyun.accessKeyId,
    accessKeySecret,
    endpoint: new URL(url).host,
    protocol: 'http',
    readTimeout: 5000,
    connectTimeout: 5000,
    toMap() {
      return { ...this };
    },
  });

export const aliyun: Witness = (stand) => {
  const { keys, faults, messages, agenda } = stand.gateways;
  const client = clientFor(stand, keys.secrets.aliyun);
  const [code, notice] = [approvedBy('aliyun', 'code_register'), approvedBy('aliyun', 'order_approved')];
  const request = (phoneNumbers: string, more: object = {}) =>
    new library.SendSmsRequest({
      phoneNumbers,
      signName: accounts.aliyun.signature,
      templateCode: notice.id,
      templateParam: '{"number":"A1B2C3"}',
      outId: `ours-${phoneNumbers}`,
      ...more,
    });
  const sent = async (number: string, more?: object) => (await client.sendSms(request(number, more))).body;

  return [
    {
      sdk,
      call: 'SendSms (parameters in the address) and its report',
      async run() {
        const sender = await listenForNotices(() => ({ status: 200, body: '{"code":0,"msg":"ok"}' }));
        messages.reports.set('aliyun', sender.url);
        const { code: said, bizId } = await sent('19900000101');
        await agenda.advance(4);
        await sender.close();
        agree('code', said, 'OK');
        agree('on the phone', messages.phones.list()[0]?.text.includes('A1B2C3'), true);
        const [report] = JSON.parse(sender.heard[0]?.body ?? '[]') as Record<string, unknown>[];
        agree('report', [report?.biz_id, report?.success, report?.out_id], [bizId, true, 'ours-19900000101']);
        return 'OK, DELIVERED';
      },
    },
    {
      sdk,
      call: 'QuerySendDetails',
      async run() {
        const sendDate = dayOf(agenda.now()).replaceAll('-', '');
        const asked = { phoneNumber: '19900000101', sendDate, pageSize: 10, currentPage: 1 };
        const { body } = await client.querySendDetails(new library.QuerySendDetailsRequest(asked));
        const [found] = body.smsSendDetailDTOs?.smsSendDetailDTO ?? [];
        agree('found', [body.code, found?.outId], ['OK', 'ours-19900000101']);
        return 'found by day';
      },
    },
    {
      sdk,
      call: 'SendSms that is refused',
      async run() {
        agree('number', (await sent('123')).code, 'isv.MOBILE_NUMBER_ILLEGAL');
        agree('signature', (await sent('19900000102', { signName: 'x' })).code, 'isv.SMS_SIGNATURE_ILLEGAL');
        agree('template', (await sent('19900000102', { templateCode: 'x' })).code, 'isv.SMS_TEMPLATE_ILLEGAL');
        const none = { templateParam: '{}' };
        agree('variables', (await sent('19900000102', none)).code, 'isv.TEMPLATE_MISSING_PARAMETERS');
        const often = { templateCode: code.id, templateParam: '{"code":"123456"}' };
        agree('a code', (await sent('19900000103', often)).code, 'OK');
        agree('two in a minute', (await sent('19900000103', often)).code, 'isv.BUSINESS_LIMIT_CONTROL');
        return 'five reasons';
      },
    },
    {
      sdk,
      call: 'a wrong secret, a limit of calls, a reply that is cut',
      async run() {
        const forger = await refusalOf(clientFor(stand, 'wrong').sendSms(request('19900000104')));
        agree('forger', forger.code, 'SignatureDoesNotMatch');
        faults.order({ gateway: 'aliyun', kind: 'throttled', count: 1, delayMs: 0 });
        agree('limit', (await refusalOf(client.sendSms(request('19900000104')))).code, 'Throttling.User');
        faults.order({ gateway: 'aliyun', kind: 'unknown_outcome', count: 1, delayMs: 0 });
        await refusalOf(client.sendSms(request('19900000105')));
        agree('taken all the same', messages.phones.list()[0]?.to, '19900000105');
        return 'SignatureDoesNotMatch, Throttling.User, cut';
      },
    },
  ];
};
