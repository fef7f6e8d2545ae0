import { createRequire } from 'node:module';
import { z } from 'zod';
import type { ProviderTemplates } from '../providerTemplates.ts';
import { type CodeTable, classOf, type Outcome, type Provider, plainCode } from './provider.ts';

/** cloud.tencent.com/document/product/382/59177 and 382/3771. */
export const tencentCodes: CodeTable = [
  [/^LimitExceeded\.(?:DeliveryFrequencyLimit|PhoneNumber)/, 'wait'],
  [
    /^(?:InvalidParameterValue\.IncorrectPhoneNumber|FailedOperation\.PhoneNumberInBlacklist|UnsupportedOperation\.)/,
    'permanent',
  ],
  [/^RequestLimitExceeded|^InternalError|^LimitExceeded$/, 'retry'],
  [
    /^(?:AuthFailure|UnauthorizedOperation|InvalidParameter|MissingParameter|LimitExceeded\.(?:AppDaily|AppMainland|AppCountry|AppGlobal|Daily))/,
    'alarm',
  ],
  [
    /^FailedOperation\.(?:Signature|Template|ContainSensitiveWord|InsufficientBalance|NotEnterprise|Forbid|MissingSignature|MissingTemplate|ParametersOther|JsonParse)/,
    'alarm',
  ],
];

export interface TencentSettings {
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  readonly appId: string;
  readonly sign: string;
}

const answerShape = z.looseObject({
  SendStatusSet: z.tuple([z.looseObject({ Code: z.string().max(200), SerialNo: z.string().max(100).nullish() })]),
});
const reportShape = z.array(
  z.looseObject({
    mobile: z.string().max(20),
    report_status: z.enum(['SUCCESS', 'FAIL']),
    errmsg: z.string().max(200).nullish(),
    sid: z.string().min(1).max(100),
  }),
);
const timeoutSeconds = 10;

/** Tencent Cloud's own SDK. It has no look-up by our number of a message, so a lost answer stays unknown. */
export function createTencent(settings: TencentSettings, templates: ProviderTemplates): Provider {
  const { host, protocol } = new URL(settings.url);
  // CommonJS of 40 packages: loaded only by an installation that uses it.
  const { sms } = createRequire(import.meta.url)(
    'tencentcloud-sdk-nodejs-sms',
  ) as typeof import('tencentcloud-sdk-nodejs-sms');
  const client = new sms.v20210111.Client({
    credential: { secretId: settings.keyId, secretKey: settings.secret },
    region: settings.region,
    profile: { httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout: timeoutSeconds } },
  });
  return {
    name: 'tencent',
    isIdempotent: false,
    async send(message) {
      const { id, parameters } = templates.fill(message.template, message.variables);
      try {
        const answer = await client.SendSms({
          PhoneNumberSet: [`+86${message.to}`],
          SmsSdkAppId: settings.appId,
          SignName: settings.sign,
          TemplateId: id,
          TemplateParamSet: parameters.map(([, value]) => value),
          SessionContext: message.id,
        });
        const parsed = answerShape.safeParse(answer);
        if (!parsed.success) return { is: 'unknown', code: 'unreadable_answer' };
        const [{ Code, SerialNo }] = parsed.data.SendStatusSet;
        return Code === 'Ok' ? { is: 'accepted', providerId: SerialNo ?? null } : refusal(Code);
      } catch (error) {
        return judge(error);
      }
    },
    hear: (posted) =>
      reportShape.parse(posted).map((one) => ({
        providerId: one.sid,
        to: one.mobile.replace(/^(?:\+?86)(?=1\d{10}$)/, ''),
        isDelivered: one.report_status === 'SUCCESS',
        code: one.report_status === 'SUCCESS' ? null : plainCode(one.errmsg),
      })),
    thanks: { result: 0, errmsg: 'OK' },
  };
}

function refusal(said: string): Outcome {
  const code = plainCode(said);
  const is = classOf(tencentCodes, code);
  return is === 'wait' ? { is, code, waitSeconds: waitOf(code) } : { is, code };
}

/** By the names of their limits; how long a "frequency" is, their console decides. */
const waitOf = (code: string): number =>
  /ThirtySecond/.test(code) ? 60 : /DeliveryFrequency/.test(code) ? 600 : /OneHour/.test(code) ? 3_600 : 86_400;

const thrownShape = z.looseObject({
  code: z.string().optional(),
  httpCode: z.number().optional(),
  message: z.string().optional(),
});

/** The SDK throws one class for everything: with `code` the API said it, with `httpCode` a status without words, else the line broke. */
function judge(error: unknown): Outcome {
  const { code, httpCode, message = '' } = thrownShape.catch({}).parse(error);
  if (code) return refusal(code);
  if (httpCode !== undefined)
    return httpCode >= 500 || httpCode === 429
      ? { is: 'retry', code: `http_${httpCode}` }
      : { is: 'alarm', code: `http_${httpCode}` };
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|certificate/.test(message))
    return { is: 'retry', code: 'unreachable' };
  return { is: 'unknown', code: /network timeout/.test(message) ? 'time_out' : 'cut_off' };
}
