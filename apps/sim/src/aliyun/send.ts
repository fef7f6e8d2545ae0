import { randomInt } from 'node:crypto';
import { accounts } from '../keys/accounts.ts';
import { brokenLimit, codeLimits, noticeLimits } from '../messages/limits.ts';
import type { MessageParts } from '../messages/parts.ts';
import { type Approved, isCode, templates } from '../messages/templates.ts';
import type { Action } from './door.ts';
import { refused } from './refusal.ts';

const business = (code: string, message: string) => refused(200, code, message);
const codeLengths = /^[A-Za-z0-9]{4,6}$/;
const longest = 35;

/** SendSms: a template that was approved, under a signature that was, to one number of mainland China. */
export const sendSms: Action = (parts, fields) => {
  const { PhoneNumbers: to = '', SignName: sign, TemplateCode: id, TemplateParam: given, OutId: ours } = fields;
  if (!/^1[3-9]\d{9}$/.test(to)) throw business('isv.MOBILE_NUMBER_ILLEGAL', `${to}invalid mobile number`);
  if (sign !== accounts.aliyun.signature) throw business('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法');
  const template = templates.aliyun.find((one) => one.id === id);
  if (!template) throw business('isv.SMS_TEMPLATE_ILLEGAL', '模板不合法(不存在或被拉黑)');
  const text = fill(template, valuesIn(given));
  fault(parts, to);
  const isLike = isCode(template)
    ? (one: { to: string; template: string }) => one.to === to && one.template.startsWith('code_')
    : (one: { to: string; template: string }) => one.to === to && one.template === template.name;
  const limit = brokenLimit(parts.phones, 'aliyun', isCode(template) ? codeLimits : noticeLimits, isLike);
  if (limit) throw overLimit(limit.name, limit.most);
  const BizId = `${randomInt(1e8, 1e9)}${Date.now()}^0`;
  const words = `【${accounts.aliyun.signature}】${text}`;
  parts.phones.take(
    { id: BizId, provider: 'aliyun', to, template: template.name, text: words, ...(ours && { ours }) },
    parts.reports.get('aliyun') !== undefined,
  );
  return { BizId };
};

const overLimit = (name: string, most: number) =>
  business('isv.BUSINESS_LIMIT_CONTROL', `触发${name}流控Permits:${most}`);

function fault({ faults }: MessageParts, number: string): void {
  const place = { gateway: 'aliyun', operation: 'SendSms', number } as const;
  const struck = faults.take(['limit', 'throttled', 'blacklisted', 'configuration'], place);
  if (struck?.kind === 'limit') throw overLimit('小时级', 5);
  if (struck?.kind === 'throttled')
    throw refused(400, 'Throttling.User', 'Request was denied due to user flow control.');
  if (struck?.kind === 'blacklisted') throw business('isv.BLACK_KEY_CONTROL_LIMIT', '黑名单管控');
  if (struck?.kind === 'configuration') throw business('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法');
}

function valuesIn(given: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(given || '{}');
    if (typeof read === 'object' && read !== null) return read as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw business('isv.INVALID_JSON_PARAM', 'JSON参数不合法，只接受字符串值');
}

function fill(template: Approved, values: Readonly<Record<string, unknown>>): string {
  let { text } = template;
  for (const name of template.variables) {
    const value = values[name];
    if (typeof value !== 'string' || value === '') throw business('isv.TEMPLATE_MISSING_PARAMETERS', '模板缺少变量');
    if (isCode(template) ? !codeLengths.test(value) : value.length > longest)
      throw business('isv.TEMPLATE_PARAMS_ILLEGAL', '模板变量不合法');
    if (/https?:|www\./i.test(value)) throw business('isv.PARAM_NOT_SUPPORT_URL', '不支持URL');
    text = text.replace(`\${${name}}`, () => value);
  }
  return text;
}
