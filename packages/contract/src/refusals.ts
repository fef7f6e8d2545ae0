import { sentenceOf } from './diagnosis.ts';
import type { FaultCode } from './faults.ts';
import { auditRefusals } from './refusals/audit.ts';
import { databaseRefusals } from './refusals/database.ts';
import { integratorRefusals } from './refusals/integrator.ts';
import { invoiceRefusals } from './refusals/invoices.ts';
import { materialRefusals } from './refusals/materials.ts';
import { moneyRefusals } from './refusals/money.ts';
import { retentionRefusals } from './refusals/retention.ts';
import { rightsRefusals } from './refusals/rights.ts';
import { riskRefusals } from './refusals/risk.ts';
import { staffRefusals } from './refusals/staff.ts';
import { textRefusals } from './refusals/texts.ts';

/** Every refusal that HTTP can say: stable code, status, and one sentence a person can act on. Missing and forbidden share `not_found`. */
export const refusals = {
  invalid_input: {
    status: 400,
    zh: '有内容填写不正确，请按提示修改。',
    en: 'Something is not filled in correctly. Please see the hints.',
  },
  body_too_large: { status: 413, zh: '提交的内容过大。', en: 'What was sent is too large.' },
  unsupported_media: { status: 415, zh: '不支持这种内容格式。', en: 'This content type is not supported.' },
  not_found: {
    status: 404,
    zh: '没有找到相关内容，可能已被删除，或不属于您。',
    en: 'Not found. It may have been removed, or it is not yours.',
  },
  log_in_required: { status: 401, zh: '请先登录。', en: 'Please log in first.' },
  cross_site: {
    status: 403,
    zh: '请求来自其他网站，已拒绝。',
    en: 'The request came from another site and was refused.',
  },
  too_many_requests: { status: 429, zh: '操作太频繁，请稍后再试。', en: 'Too many requests. Please try again later.' },
  conflict: {
    status: 409,
    zh: '内容刚刚被修改过，请刷新后再试。',
    en: 'It was changed just now. Please reload and try again.',
  },
  internal: {
    status: 500,
    zh: '系统出错了，您填写的内容没有丢失，请稍后再试。',
    en: 'Something went wrong on our side. Nothing you typed is lost; please try again later.',
  },
  unavailable: {
    status: 503,
    zh: '服务暂时不可用，请稍后再试。',
    en: 'The service is not available right now. Please try again later.',
  },

  code_wrong: {
    status: 422,
    zh: '短信验证码不正确或已过期，请重新获取。',
    en: 'The SMS code is wrong or has expired. Please get a new one.',
  },
  code_too_soon: {
    status: 429,
    zh: '验证码获取太频繁，请稍后再试。',
    en: 'Codes were asked for too often. Please wait a little.',
  },
  captcha_needed: {
    status: 403,
    zh: '需要先完成安全验证，请重试。',
    en: 'A security check has to be done first. Please try again.',
  },
  codes_paused: {
    status: 503,
    zh: '今天的短信发送量已到上限，暂时不能获取验证码。请稍后再试或联系客服。',
    en: "Today's limit on SMS has been reached, so no codes can be sent. Please try later or contact support.",
  },
  mail_code_wrong: {
    status: 422,
    zh: '邮件验证码不正确或已过期，请重新获取。',
    en: 'The code from the e-mail is wrong or has expired. Please get a new one.',
  },
  mail_off: {
    status: 409,
    zh: '本机构没有启用邮件通知。',
    en: 'E-mail notices are not available here.',
  },
  message_not_resendable: {
    status: 409,
    zh: '这条消息不能重发：验证码由客户自行获取，已发出的通知不会再发。',
    en: 'This message cannot be sent again: customers get codes themselves, and a notice that went out is not repeated.',
  },
  account_exists: {
    status: 409,
    zh: '这个手机号已经注册，请直接登录；忘记密码可用短信找回。',
    en: 'This mobile number already has an account. Please log in; a forgotten password can be reset by SMS.',
  },
  account_missing: {
    status: 422,
    zh: '这个手机号还没有注册，请先注册。',
    en: 'This mobile number has no account yet. Please register first.',
  },
  log_in_failed: { status: 422, zh: '手机号或密码不正确。', en: 'The mobile number or the password is wrong.' },
  log_in_slowed: {
    status: 429,
    zh: '尝试次数较多，请稍等片刻再登录；忘记密码可用短信找回。',
    en: 'Too many tries. Please wait a moment; a forgotten password can be reset by SMS.',
  },
  staff_log_in_failed: {
    status: 422,
    zh: '账号、密码或动态码不正确。',
    en: 'The name, the password or the one-time code is wrong.',
  },
  password_wrong: { status: 422, zh: '原密码不正确。', en: 'The old password is wrong.' },
  consent_outdated: {
    status: 409,
    zh: '条款已更新，请重新阅读并同意。',
    en: 'The terms have changed. Please read and accept them again.',
  },
  account_has_orders: {
    status: 409,
    zh: '还有办理中的订单，完成或取消后才能注销账户。',
    en: 'There are orders in progress. Finish or cancel them before deleting the account.',
  },
  address_limit: {
    status: 409,
    zh: '最多保存 20 个收货地址，请先删除不用的。',
    en: 'At most 20 addresses can be kept. Please delete one first.',
  },

  draft_incomplete: {
    status: 422,
    zh: '还有必填内容没有完成，请返回检查。',
    en: 'Some required parts are not complete. Please go back and check.',
  },
  ukey_not_read: { status: 422, zh: '请先插入KEY并点击“读取”。', en: 'Please plug the UKey in and click Read first.' },
  not_eligible: {
    status: 422,
    zh: '这个KEY不能在线重置，原因见预检结果。',
    en: 'This UKey cannot be reset online; see the verdict for the reason.',
  },
  customer_name_differs: {
    status: 422,
    zh: '客户名称与KEY证书中的名称不一致。',
    en: 'The customer name differs from the one in the certificate.',
  },
  order_open_already: {
    status: 409,
    zh: '这个KEY已有办理中的订单，请在“我的订单”中继续。',
    en: 'There is already an open order for this UKey. Please continue it under My orders.',
  },
  order_state: {
    status: 409,
    zh: '订单当前状态不能进行此操作，请刷新查看。',
    en: 'The order is not in a state that allows this. Please reload.',
  },
  order_assigned: {
    status: 409,
    zh: '业务人员正在审核，暂时不能取消。',
    en: 'A reviewer is working on it; it cannot be cancelled right now.',
  },
  order_ceremony_running: {
    status: 409,
    zh: '密码重置正在进行，暂时不能进行此操作。',
    en: 'A reset is under way; this is not possible right now.',
  },
  ...materialRefusals,

  pairing_wrong: {
    status: 422,
    zh: '配对码无效或已过期，请回到网页重新点击。',
    en: 'The pairing code is invalid or has expired. Please click again on the page.',
  },
  bridge_too_old: {
    status: 422,
    zh: sentenceOf('bridge_too_old', 'zh'),
    en: sentenceOf('bridge_too_old', 'en'),
  },
  ticket_wrong: {
    status: 422,
    zh: '操作凭据无效或已过期，请重新开始。',
    en: 'The ticket is invalid or has expired. Please start again.',
  },
  message_refused: {
    status: 422,
    zh: '证书助手的消息未通过校验，已停止，KEY没有受到影响。',
    en: 'A message from the bridge did not pass its checks. It was stopped and the UKey is unharmed.',
  },
  ceremony_live: {
    status: 409,
    zh: '这个KEY正在另一处进行密码重置，请稍后再试。',
    en: 'A reset of this UKey is under way elsewhere. Please try again shortly.',
  },
  authorisations_used_up: {
    status: 409,
    zh: '本次审核的授权次数已用完，请联系客服。',
    en: 'The authorisations of this approval are used up. Please contact support.',
  },

  custodian_waits: {
    status: 409,
    zh: '这个KEY的重置还需要密钥管理员批准，批准后再开始。',
    en: 'The reset of this UKey still needs the approval of the key custodian.',
  },
  custodian_refused: {
    status: 409,
    zh: '密钥管理员没有批准在线重置这个KEY，请联系客服。',
    en: 'The key custodian did not approve a remote reset of this UKey. Please contact support.',
  },
  trusted_bridge_off: {
    status: 409,
    zh: '本机构没有启用可信助手模式，不能批准。请先由系统管理员在设置中启用。',
    en: 'Trusted-bridge mode is switched off here. An administrator has to switch it on in the settings first.',
  },
  method_impossible: {
    status: 422,
    zh: '这个型号的KEY不能用这种方式重置。',
    en: 'This UKey model cannot be reset by that method.',
  },

  review_not_yours: { status: 409, zh: '这个订单已由其他业务人员领取。', en: 'Another reviewer has this order.' },
  review_incomplete: {
    status: 422,
    zh: '请对每份材料给出结论；不通过的须写明原因。',
    en: 'Please judge every material; each refusal needs a reason.',
  },
  queue_empty: { status: 409, zh: '当前没有待审核的订单。', en: 'No order is waiting for review.' },
  ...riskRefusals,
  ...retentionRefusals,
  ...rightsRefusals,
  ...moneyRefusals,
  ...auditRefusals,
  ...databaseRefusals,
  ...invoiceRefusals,
  setting_refused: { status: 422, zh: '设置内容不正确，没有保存。', en: 'The setting is not valid and was not saved.' },
  ...staffRefusals,
  ...integratorRefusals,
  ...textRefusals,
} as const;
export type RefusalCode = keyof typeof refusals;

export interface FieldFault {
  /** Dotted path of the field in the input, e.g. `mobile` or `verdicts.0.reason`. */
  readonly path: string;
  readonly code: FaultCode;
  readonly message: string;
}

/** The body of every refusal. `detail` holds only numbers and words a client may show (e.g. `retryAfterSeconds`). */
export interface RefusalBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly fields?: readonly FieldFault[];
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly requestId?: string;
}
export type Language = 'zh' | 'en';
export const sentence = (code: RefusalCode, language: Language): string => refusals[code][language];

/** The end of a request's id, for what a person can do nothing about but tell us: short enough to read out, enough to find it in the logs. */
export function toldNumber({ code, requestId }: Pick<RefusalBody, 'code' | 'requestId'>, language: Language): string {
  if (requestId === undefined || refusals[code].status < 500) return '';
  const end = requestId.slice(-8);
  return language === 'zh' ? `（编号 ${end}）` : ` (number ${end})`;
}
