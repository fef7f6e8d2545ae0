import type { ContentOf } from '@jiesuo/contract';
import type { SmsTemplate } from '../sms/queue.ts';
import { shown, shownVariables } from '../sms/templates.ts';

/** Messages that only ever go by e-mail. */
export type MailTemplate = 'code_mail' | 'invoice_issued' | 'stop_offer_mail';
type Notice = Exclude<SmsTemplate, `code_${string}`>;

interface Said {
  readonly subject: string;
  readonly body: string;
}
interface Both {
  readonly zh: Said;
  readonly en: Said;
}
interface House {
  readonly productName: { readonly zh: string; readonly en: string };
  readonly hotline: string;
}

/** The notices of `sms/templates.ts` with more room. Nothing of a person stands in them, and of the order only its tail; no links: mail with links trains people to click. */
const notices: Readonly<Record<Notice, Both>> = {
  order_approved: {
    zh: {
      subject: '审核已通过（订单尾号 ${number}）',
      body: '您的订单（尾号 ${number}）审核已通过，状态为“待重置”。\n请在准备重置的电脑上登录系统，插入KEY，在“我的订单”中点击“密码重置”，按提示设置新密码。',
    },
    en: {
      subject: 'Approved (order ending in ${number})',
      body: 'Your order (ending in ${number}) was approved and is ready to reset.\nOn the computer where the UKey is used, log in, plug the UKey in, open My orders, click Reset PIN and choose the new PIN.',
    },
  },
  order_approved_later: {
    zh: {
      subject: '审核已通过，稍后即可重置（订单尾号 ${number}）',
      body: '您的订单（尾号 ${number}）审核已通过。\n为保障KEY安全，请在 ${day} 的 ${time}（北京时间）之后登录系统，插入KEY，在“我的订单”中点击“密码重置”。',
    },
    en: {
      subject: 'Approved, to be reset a little later (order ending in ${number})',
      body: 'Your order (ending in ${number}) was approved.\nTo keep the UKey safe, please log in after ${time} on ${day} (Beijing time), plug the UKey in and click Reset PIN under My orders.',
    },
  },
  order_refused: {
    zh: {
      subject: '申请材料需要重传（订单尾号 ${number}）',
      body: '您的订单（尾号 ${number}）申请材料审核不通过。\n请登录系统，在“我的订单”中查看原因，点击“材料重传”，改正后提交申请。',
    },
    en: {
      subject: 'Materials are to be sent again (order ending in ${number})',
      body: 'The materials of your order (ending in ${number}) were not approved.\nPlease log in, read the reason under My orders, send the materials again and submit.',
    },
  },
  reset_granted: {
    zh: {
      subject: '已获准在线重置（订单尾号 ${number}）',
      body: '您的订单（尾号 ${number}）已获准在线重置。\n请登录系统，插入KEY后在“我的订单”中点击“密码重置”完成操作。',
    },
    en: {
      subject: 'Online reset approved (order ending in ${number})',
      body: 'The online reset of your order (ending in ${number}) was approved.\nPlease log in, plug the UKey in and click Reset PIN under My orders.',
    },
  },
  reset_not_granted: {
    zh: {
      subject: '未获准在线重置（订单尾号 ${number}）',
      body: '您的订单（尾号 ${number}）未获准在线重置KEY。\n请致电客服，办理线下处理或退款。',
    },
    en: {
      subject: 'Online reset not approved (order ending in ${number})',
      body: 'The online reset of your order (ending in ${number}) was not approved.\nPlease call support for a reset at a counter or a refund.',
    },
  },
  stop_offer: {
    zh: {
      subject: 'KEY正在申请密码重置（订单尾号 ${number}）',
      body: '贵单位的KEY正在申请在线重置密码（订单尾号 ${number}）。\n如非贵单位办理，请在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
    },
    en: {
      subject: 'A UKey reset was applied for (order ending in ${number})',
      body: "A reset of your organisation's UKey was applied for (order ending in ${number}).\nIf this is not you, enter the stop code ${stop} on the site's page Stop a reset, or call support at once.",
    },
  },
  reset_opened: {
    zh: {
      subject: 'KEY正在办理密码重置（订单尾号 ${number}）',
      body: '贵单位的KEY正在办理在线密码重置（订单尾号 ${number}）。\n如非贵单位办理，请立即致电客服。',
    },
    en: {
      subject: 'A UKey is being reset (order ending in ${number})',
      body: "The PIN of your organisation's UKey is being reset online (order ending in ${number}).\nIf this is not you, call support at once.",
    },
  },
  reset_completed: {
    zh: {
      subject: 'CA密码已重置（订单尾号 ${number}）',
      body: '您的订单（尾号 ${number}）已完成：KEY的CA密码已重置，证书保持不变。\n如非本人操作，请立即致电客服。',
    },
    en: {
      subject: 'The PIN was reset (order ending in ${number})',
      body: 'Your order (ending in ${number}) is complete: the PIN of the UKey was reset and the certificate is unchanged.\nIf this was not you, call support at once.',
    },
  },
  mobile_change_asked: {
    zh: {
      subject: '有人申请更换您账户的手机号',
      body: '有人申请把您账户的手机号换成另一个号码，正在审核。\n如非本人申请，请在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
    },
    en: {
      subject: 'Another number was asked for your account',
      body: "Somebody asked to give your account another mobile number; it is under review.\nIf it was not you, enter the stop code ${stop} on the site's page Stop a reset, or call support at once.",
    },
  },
  mobile_changed: {
    zh: {
      subject: '您账户的手机号已更换',
      body: '您账户的手机号已换成另一个号码。\n如非本人操作，请尽快在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
    },
    en: {
      subject: 'The number of your account was changed',
      body: "Your account has another mobile number now.\nIf it was not you, enter the stop code ${stop} on the site's page Stop a reset soon, or call support at once.",
    },
  },
  mobile_change_refused: {
    zh: {
      subject: '更换手机号的申请没有通过',
      body: '更换手机号的申请没有通过，账户的手机号不变。\n原因请登录系统，在“我的账户”中查看。',
    },
    en: {
      subject: 'The other number was not approved',
      body: 'The request for another mobile number was not approved; the number stays.\nPlease log in and read the reason under My account.',
    },
  },
  mobile_now: {
    zh: {
      subject: '账户已改用新手机号',
      body: '您的账户已改用新的手机号登录。\n为保障KEY安全，暂时不能进行密码重置，可重置的时间见“我的账户”。如非本人操作，请致电客服。',
    },
    en: {
      subject: 'Your account has its new number',
      body: 'You log in with the new mobile number from now on.\nFor the safety of the UKey no PIN can be reset for a while; My account says from when. If it was not you, call support.',
    },
  },
  new_device: {
    zh: {
      subject: '账户在新设备上登录',
      body: '您的账户刚在一台新设备上登录。\n如非本人操作，请立即修改登录密码，并在“我的账户”的“登录设备”中让它退出。',
    },
    en: {
      subject: 'A new device logged in',
      body: 'Somebody logged in to your account on a device that it did not know.\nIf it was not you, change the password at once and log the device out under My account, Devices.',
    },
  },
  order_refunded: {
    zh: {
      subject: '退款已完成（订单尾号 ${number}）',
      body: '您的订单（尾号 ${number}）的退款已完成，款项将按原路退回，到账时间以银行为准。\n详情请登录系统，在“我的订单”中查看。',
    },
    en: {
      subject: 'Refunded (order ending in ${number})',
      body: 'The money of your order (ending in ${number}) was refunded the way it came; your bank decides when it arrives.\nPlease log in and see My orders for details.',
    },
  },
  staff_factors: {
    zh: {
      subject: '后台账号的登录方式已变更',
      body: '您的后台账号的登录方式（密码、动态码、通行密钥或手机号）刚刚发生变更。\n如非本人操作，请立即联系安全管理员。',
    },
    en: {
      subject: 'The log-in of your staff account was changed',
      body: 'A password, code generator, passkey or mobile number of your staff account was changed just now.\nIf this was not you, tell the security administrator at once.',
    },
  },
};

const proof: Both = {
  zh: {
    subject: '验证您的邮箱',
    body: '您正在开启邮件通知，验证码是 ${code}，5 分钟内有效。\n如非本人操作，请忽略本邮件，不会有任何改变。',
  },
  en: {
    subject: 'Confirm your address',
    body: 'You are turning e-mail notices on. The code is ${code}, good for 5 minutes.\nIf this was not you, ignore this mail; nothing will change.',
  },
};

const issued: Both = {
  zh: {
    subject: '发票已开具（订单尾号 ${number}）',
    body: '您的订单（尾号 ${number}）的发票已开具。\n请登录系统，在“我的订单”中打开这个订单，查看发票号码，下载发票文件。',
  },
  en: {
    subject: 'Your invoice (order ending in ${number})',
    body: 'The invoice of your order (ending in ${number}) was made.\nPlease log in and open the order under My orders for its number and its file.',
  },
};

/** To the contact on the CA's own record, who may have no account: the one mail with a link, which opens a page that asks first. */
const stopOffered: Both = {
  zh: {
    subject: 'KEY正在申请密码重置（订单尾号 ${number}）',
    body: '贵单位的KEY正在申请在线重置密码（订单尾号 ${number}）。\n如非贵单位办理，请打开以下页面并确认停止：\n${link}\n停止码：${stop}。也可立即致电客服。',
  },
  en: {
    subject: 'A UKey reset was applied for (order ending in ${number})',
    body: "A reset of your organisation's UKey was applied for (order ending in ${number}).\nIf this is not you, open this page and confirm:\n${link}\nStop code: ${stop}. Or call support at once.",
  },
};

const tailsOf = (variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, shown(name, value)]));

const own: Readonly<Partial<Record<string, Both>>> = {
  code_mail: proof,
  invoice_issued: issued,
  stop_offer_mail: stopOffered,
} satisfies Record<MailTemplate, Both>;

/** Every mail that the product sends. */
export const mailNames: readonly string[] = [...Object.keys(own), ...Object.keys(notices)];

export type MailWords = NonNullable<ContentOf<'message'>['mail']>;
/** A mail's words before any variable is filled in; null for what never goes by e-mail. */
export function builtInMail(template: string): MailWords | null {
  const both = Object.hasOwn(own, template)
    ? own[template]
    : Object.hasOwn(notices, template)
      ? notices[template as Notice]
      : undefined;
  if (!both) return null;
  return {
    subject: { zh: both.zh.subject, en: both.en.subject },
    body: { zh: both.zh.body, en: both.en.body },
  };
}

/** Subject and text as the customer reads them, Chinese above English: nobody asked which they read. @throws Error when a variable is missing. */
export function renderMail(
  template: string,
  variables: Readonly<Record<string, string>>,
  { productName, hotline }: House,
  words: MailWords | null = builtInMail(template),
): { readonly subject: string; readonly text: string; readonly variables: Readonly<Record<string, string>> } {
  if (!words) throw new Error(`there is no mail ${template}`);
  const values = template in own ? tailsOf(variables) : shownVariables(template as Notice, variables);
  const fill = (text: string) =>
    text.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`the mail ${template} needs the variable ${name}`);
      return value;
    });
  const text = [
    fill(words.body.zh),
    `${productName.zh}　客服热线：${hotline}\n本邮件由系统自动发送，请勿回复。可在“我的账户”中关闭邮件通知。`,
    '—',
    fill(words.body.en),
    `${productName.en}, hotline ${hotline}\nThis mail was sent automatically; please do not reply. E-mail notices can be switched off under My account.`,
  ].join('\n\n');
  return {
    subject: `【${productName.zh}】${fill(words.subject.zh)} / ${fill(words.subject.en)}`,
    text,
    variables: values,
  };
}
