import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { accounts } from '../keys/accounts.ts';
import { brokenLimit } from '../messages/limits.ts';
import type { MessageParts } from '../messages/parts.ts';
import { type Approved, isCode, templates } from '../messages/templates.ts';
import { TencentRefusal } from './refusal.ts';

const asked = z.looseObject({
  PhoneNumberSet: z.array(z.string()).min(1).max(200),
  SmsSdkAppId: z.string(),
  TemplateId: z.string(),
  SignName: z.string().optional(),
  TemplateParamSet: z.array(z.string()).default([]),
  SessionContext: z.string().max(512).default(''),
});
/** What the console may allow at worst for a variable that is no code. */
const longest = 6;

/** SendSms: each number has its own outcome. */
export function sendSms(parts: MessageParts, body: unknown): object {
  const given = asked.parse(body);
  return { SendStatusSet: given.PhoneNumberSet.map((number) => sendOne(parts, given, number)) };
}

function sendOne(parts: MessageParts, given: z.output<typeof asked>, PhoneNumber: string): object {
  const common = { PhoneNumber, SessionContext: given.SessionContext, IsoCode: 'CN' };
  try {
    const SerialNo = deliver(parts, given, PhoneNumber);
    return { ...common, SerialNo, Fee: 1, Code: 'Ok', Message: 'send success' };
  } catch (error) {
    if (!(error instanceof TencentRefusal)) throw error;
    return { ...common, SerialNo: '', Fee: 0, Code: error.code, Message: error.message };
  }
}

function deliver(parts: MessageParts, given: z.output<typeof asked>, number: string): string {
  const to = /^\+86(1[3-9]\d{9})$/.exec(number)?.[1];
  if (!to) throw new TencentRefusal('InvalidParameterValue.IncorrectPhoneNumber', '手机号格式错误');
  if (given.SmsSdkAppId !== accounts.tencent.sdkAppId)
    throw new TencentRefusal('InvalidParameterValue.SdkAppIdNotExist', 'SdkAppId 不存在');
  if (given.SignName !== accounts.tencent.signature)
    throw new TencentRefusal('FailedOperation.SignatureIncorrectOrUnapproved', '签名未审批或格式错误');
  const template = templates.tencent.find((one) => one.id === given.TemplateId);
  if (!template) throw new TencentRefusal('FailedOperation.TemplateIncorrectOrUnapproved', '模板未审批或内容不匹配');
  const text = `【${accounts.tencent.signature}】${fill(template, given.TemplateParamSet)}`;
  strike(parts, to);
  const limit =
    brokenLimit(
      parts.phones,
      'tencent',
      [{ name: 'ThirtySecond', ms: 30_000, most: 1 }],
      (one) => one.to === to && one.text === text,
    ) ?? brokenLimit(parts.phones, 'tencent', [{ name: 'Daily', ms: 86_400_000, most: 10 }], (one) => one.to === to);
  if (limit)
    throw new TencentRefusal(`LimitExceeded.PhoneNumber${limit.name}Limit`, '单个手机号下发短信条数超过设定的上限');
  const id = `5${randomInt(1e6, 1e7)}:${Date.now()}${randomInt(1e5, 1e6)}`;
  const ours = given.SessionContext;
  parts.phones.take(
    { id, provider: 'tencent', to, template: template.name, text, ...(ours && { ours }) },
    parts.reports.get('tencent') !== undefined,
  );
  return id;
}

function strike({ faults }: MessageParts, number: string): void {
  const place = { gateway: 'tencent', operation: 'SendSms', number } as const;
  const kind = faults.take(['limit', 'throttled', 'blacklisted', 'configuration'], place)?.kind;
  if (kind === 'limit') throw new TencentRefusal('LimitExceeded.PhoneNumberOneHourLimit', '一小时内条数超过上限');
  if (kind === 'throttled') throw new TencentRefusal('LimitExceeded.DeliveryFrequencyLimit', '下发频率超过限制');
  if (kind === 'blacklisted') throw new TencentRefusal('FailedOperation.PhoneNumberInBlacklist', '手机号在黑名单中');
  if (kind === 'configuration')
    throw new TencentRefusal('FailedOperation.SignatureIncorrectOrUnapproved', '签名未审批或格式错误');
}

function fill(template: Approved, values: readonly string[]): string {
  if (values.length !== template.variables.length)
    throw new TencentRefusal(
      'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
      '请求内容与审核通过的模板内容不匹配',
    );
  const isFine = (value: string) => (isCode(template) ? /^\d{4,6}$/.test(value) : value.length <= longest);
  if (!values.every(isFine))
    throw new TencentRefusal('InvalidParameterValue.TemplateParameterLengthLimit', '单个模板变量字符数超过规定的上限');
  return values.reduce((text, value, index) => text.replace(`{${index + 1}}`, () => value), template.text);
}
