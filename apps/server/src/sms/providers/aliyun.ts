import { randomUUID } from 'node:crypto';
import { dayOf } from '@jiesuo/contract';
import { z } from 'zod';
import type { ProviderTemplates } from '../providerTemplates.ts';
import { encodeForm, signAcs3 } from './acs3.ts';
import { type HttpAnswer, post } from './post.ts';
import { type CodeTable, classOf, type Outcome, type Provider, plainCode } from './provider.ts';

/** help.aliyun.com/document_detail/101346 and 101347; HTTP-level codes of the API gateway beside them. */
export const aliyunCodes: CodeTable = [
  [/^isv\.BUSINESS_LIMIT_CONTROL$/, 'wait'],
  [
    /^isv\.(?:MOBILE_NUMBER_ILLEGAL|MOBILE_COUNT_OVER_LIMIT|DOMESTIC_NUMBER_NOT_SUPPORTED|BLACK_KEY_CONTROL_LIMIT)$/,
    'permanent',
  ],
  [/^isv\.(?:TEMPLATE_MISSING_PARAMETERS|TEMPLATE_PARAMS_ILLEGAL|INVALID_JSON_PARAM|INVALID_PARAMETERS)$/, 'alarm'],
  [/^(?:isv\.)?SMS_(?:SIGN|SIGNATURE|TEMPLATE|CONTENT)/, 'alarm'],
  [
    /^isv\.(?:SIGN|ACCOUNT|OUT_OF_SERVICE|AMOUNT_NOT_ENOUGH|PRODUCT_UN|DAY_LIMIT|MONTH_LIMIT|DENY_IP_RANGE|CUSTOMER_REFUSED)/,
    'alarm',
  ],
  [
    /^isp\.RAM_PERMISSION_DENY$|^(?:SignatureDoesNotMatch|InvalidAccessKeyId|Forbidden|IncompleteSignature|NoPermission)/,
    'alarm',
  ],
  [/^(?:InvalidTimeStamp|SignatureNonceUsed)/, 'retry'],
];

export interface AliyunSettings {
  readonly url: string;
  readonly keyId: string;
  readonly secret: string;
  readonly sign: string;
}

const answerShape = z.looseObject({
  Code: z.string().max(200),
  Message: z.string().max(2000).optional(),
  BizId: z.string().max(100).optional(),
});
const foundShape = z.looseObject({
  Code: z.literal('OK'),
  SmsSendDetailDTOs: z.looseObject({
    SmsSendDetailDTO: z.array(z.looseObject({ OutId: z.string().optional() })),
  }),
});
const reportShape = z.array(
  z.looseObject({
    phone_number: z.string().max(20),
    success: z.boolean(),
    err_code: z.string().max(200).nullish(),
    biz_id: z.string().min(1).max(100),
  }),
);

/** The SDK puts number and code into the URL, where proxies log them: here they are a form in the signed body. */
export function createAliyun(settings: AliyunSettings, templates: ProviderTemplates): Provider {
  const { host } = new URL(settings.url);
  async function call(action: string, fields: Readonly<Record<string, string>>, now: Date) {
    const body = encodeForm(fields);
    const contentType = 'application/x-www-form-urlencoded';
    const asked = { host, action, version: '2017-05-25', query: {}, body, contentType, nonce: randomUUID(), now };
    const headers = signAcs3(asked, { id: settings.keyId, secret: settings.secret });
    return post(new URL('/', settings.url).href, { ...headers, accept: 'application/json' }, body);
  }
  return {
    name: 'aliyun',
    isIdempotent: false,
    async send(message, now) {
      const { id, parameters } = templates.fill(message.template, message.variables);
      const answer = await call(
        'SendSms',
        {
          PhoneNumbers: message.to,
          SignName: settings.sign,
          TemplateCode: id,
          TemplateParam: JSON.stringify(Object.fromEntries(parameters)),
          // Reports and queries name it: our own number of the message.
          OutId: message.id,
        },
        now,
      );
      return 'status' in answer ? judge(answer) : { ...answer };
    },
    /** No message id is known when the answer was lost: the day's messages to the number are looked through for ours. */
    async find({ id, to }, sentAt, now) {
      const day = dayOf(sentAt).replaceAll('-', '');
      const fields = { PhoneNumber: to, SendDate: day, PageSize: '50', CurrentPage: '1' };
      const answer = await call('QuerySendDetails', fields, now);
      if (!('status' in answer) || answer.status !== 200) return undefined;
      const parsed = foundShape.safeParse(jsonOf(answer.text));
      if (!parsed.success) return undefined;
      const details = parsed.data.SmsSendDetailDTOs.SmsSendDetailDTO;
      // The query tells no BizId: reports on this message will not be matched.
      return details.some((one) => one.OutId === id) ? { providerId: `out:${id}` } : 'absent';
    },
    hear: (posted) =>
      reportShape.parse(posted).map((one) => ({
        providerId: one.biz_id,
        to: one.phone_number.replace(/^(?:\+?86)(?=1\d{10}$)/, ''),
        isDelivered: one.success,
        code: one.success ? null : plainCode(one.err_code),
      })),
    thanks: { code: 0, msg: '接收成功' },
  };
}

/** Business refusals come with status 200 and a code that is not OK; the gateway's own with 4xx and 5xx. */
function judge({ status, text }: HttpAnswer): Outcome {
  const parsed = answerShape.safeParse(jsonOf(text));
  if (!parsed.success)
    return status >= 500 || status === 429 ? { is: 'retry', code: `http_${status}` } : unreadable(status);
  const { Code, Message, BizId } = parsed.data;
  if (status === 200 && Code === 'OK') return { is: 'accepted', providerId: BizId ?? null };
  const code = plainCode(Code);
  if (status >= 500) return { is: 'retry', code };
  const is = classOf(aliyunCodes, code);
  return is === 'wait' ? { is, code, waitSeconds: waitOf(Message ?? '') } : { is, code };
}

/** 200 with something else in it: the message may have been taken. Anything below 500 without our provider's words is not our provider. */
const unreadable = (status: number): Outcome =>
  status === 200 ? { is: 'unknown', code: 'unreadable_answer' } : { is: 'alarm', code: `http_${status}` };

/** The text names which limit was met: 分钟级流控, 小时级流控 or 天级流控. */
const waitOf = (text: string): number => (text.includes('天级') ? 86_400 : text.includes('分钟级') ? 60 : 3_600);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
