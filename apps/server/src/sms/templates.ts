import { stopCodeLength } from '@jiesuo/contract';
import type { SmsTemplate } from './queue.ts';

interface Template {
  /** `${name}` stands for a variable. Providers approve fixed text with short variables: no reason, no person's name, no URL. */
  readonly text: string;
  readonly variables: readonly string[];
}

/** Every SMS of the product. `number` is the order's number; the text shows only its last 6 characters. */
export const templates: Readonly<Record<SmsTemplate, Template>> = {
  code_register: {
    text: '您的注册验证码是 ${code}，5 分钟内有效。请勿告诉他人，工作人员不会向您索要。',
    variables: ['code'],
  },
  code_reset_password: {
    text: '您正在找回登录密码，验证码是 ${code}，5 分钟内有效。如非本人操作，请忽略本短信。',
    variables: ['code'],
  },
  code_step_up: {
    text: '您正在重置KEY的CA密码，验证码是 ${code}，5 分钟内有效。如非本人操作，请立即致电客服。',
    variables: ['code'],
  },
  code_mobile: {
    text: '您正在更换账户的手机号，验证码是 ${code}，5 分钟内有效。如非本人操作，请勿告诉他人，并立即修改登录密码。',
    variables: ['code'],
  },
  order_approved: {
    text: '您的订单（尾号 ${number}）审核已通过，状态为“待重置”。请登录系统，插入KEY后点击“密码重置”完成操作。',
    variables: ['number'],
  },
  order_approved_later: {
    text: '您的订单（尾号 ${number}）审核已通过。为保障KEY安全，请在 ${day} 的 ${time} 之后登录系统，插入KEY后点击“密码重置”完成操作。',
    variables: ['number', 'day', 'time'],
  },
  order_refused: {
    text: '您的订单（尾号 ${number}）申请材料审核不通过。请登录系统，在“我的订单”中点击“材料重传”，改正后提交申请。',
    variables: ['number'],
  },
  reset_granted: {
    text: '您的订单（尾号 ${number}）已获准在线重置。请登录系统，插入KEY后点击“密码重置”完成操作。',
    variables: ['number'],
  },
  reset_not_granted: {
    text: '您的订单（尾号 ${number}）未获准在线重置KEY。请致电客服，办理线下处理或退款。',
    variables: ['number'],
  },
  stop_offer: {
    text: '贵单位的KEY正在申请在线重置密码（订单尾号 ${number}）。如非贵单位办理，请在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
    variables: ['number', 'stop'],
  },
  reset_opened: {
    text: '贵单位的KEY正在办理在线密码重置（订单尾号 ${number}）。如非贵单位办理，请立即致电客服。',
    variables: ['number'],
  },
  reset_completed: {
    text: '您的订单（尾号 ${number}）已完成，KEY的CA密码已重置，证书保持不变。如非本人操作，请立即致电客服。',
    variables: ['number'],
  },
  order_refunded: {
    text: '您的订单（尾号 ${number}）的退款已完成，款项将按原路退回。到账时间以银行为准。',
    variables: ['number'],
  },
  staff_factors: {
    text: '您的后台账号的登录方式（密码、动态码、通行密钥或手机号）刚刚发生变更。如非本人操作，请立即联系安全管理员。',
    variables: [],
  },
  mobile_change_asked: {
    text: '有人申请把您账户的手机号换成另一个号码，正在审核。如非本人申请，请在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
    variables: ['stop'],
  },
  mobile_changed: {
    text: '您账户的手机号已换成另一个号码。如非本人操作，请尽快在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
    variables: ['stop'],
  },
  mobile_change_refused: {
    text: '更换手机号的申请没有通过，账户的手机号不变。原因请登录系统，在“我的账户”中查看。',
    variables: [],
  },
  mobile_now: {
    text: '您的账户已改用本手机号登录。为保障KEY安全，暂时不能进行密码重置，可重置的时间见“我的账户”。如非本人操作，请致电客服。',
    variables: [],
  },
  new_device: {
    text: '您的账户刚在一台新设备上登录。如非本人操作，请立即修改登录密码，并在“登录设备”中让它退出。',
    variables: [],
  },
};

export const smsNames = Object.keys(templates) as SmsTemplate[];
export const isSmsTemplate = (name: string): name is SmsTemplate => Object.hasOwn(templates, name);

const numberTail = 6;
/** A variable's value as messages show it: of an order's number only the tail. */
export const shown = (name: string, value: string): string => (name === 'number' ? value.slice(-numberTail) : value);
/** How many characters a variable has in a message. A code has six digits. */
export const shownLength = (name: string): number => lengths[name] ?? Number.POSITIVE_INFINITY;
const lengths: Readonly<Record<string, number>> = {
  code: 6,
  number: numberTail,
  stop: stopCodeLength,
  day: 5,
  time: 5,
};

/** The variables as messages show them. @throws Error when one is missing. */
export function shownVariables(
  template: SmsTemplate,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    templates[template].variables.map((name) => {
      const value = variables[name];
      if (value === undefined) throw new Error(`the SMS ${template} needs the variable ${name}`);
      return [name, shown(name, value)];
    }),
  );
}

/** The text as the phone shows it, signature first; `words` are the product's own where none are given. @throws Error when a variable is missing. */
export function render(
  template: SmsTemplate,
  variables: Readonly<Record<string, string>>,
  signature: string,
  words: string = templates[template].text,
): string {
  let text = words;
  for (const [name, value] of Object.entries(shownVariables(template, variables)))
    text = text.replace(`\${${name}}`, () => value);
  return `【${signature}】${text}`;
}

/** Codes are worthless after their five minutes and must never be shown to staff. */
export const isCode = (template: string): boolean => template.startsWith('code_');
