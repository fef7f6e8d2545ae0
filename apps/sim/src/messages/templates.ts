/** The product's messages as both providers approved them, `${name}` for a variable: a test holds them against the server's own. */
const approved: Readonly<Record<string, string>> = {
  code_register: '您的注册验证码是 ${code}，5 分钟内有效。请勿告诉他人，工作人员不会向您索要。',
  code_reset_password: '您正在找回登录密码，验证码是 ${code}，5 分钟内有效。如非本人操作，请忽略本短信。',
  code_step_up: '您正在重置KEY的CA密码，验证码是 ${code}，5 分钟内有效。如非本人操作，请立即致电客服。',
  code_mobile:
    '您正在更换账户的手机号，验证码是 ${code}，5 分钟内有效。如非本人操作，请勿告诉他人，并立即修改登录密码。',
  order_approved: '您的订单（尾号 ${number}）审核已通过，状态为“待重置”。请登录系统，插入KEY后点击“密码重置”完成操作。',
  order_approved_later:
    '您的订单（尾号 ${number}）审核已通过。为保障KEY安全，请在 ${day} 的 ${time} 之后登录系统，插入KEY后点击“密码重置”完成操作。',
  order_refused:
    '您的订单（尾号 ${number}）申请材料审核不通过。请登录系统，在“我的订单”中点击“材料重传”，改正后提交申请。',
  reset_granted: '您的订单（尾号 ${number}）已获准在线重置。请登录系统，插入KEY后点击“密码重置”完成操作。',
  reset_not_granted: '您的订单（尾号 ${number}）未获准在线重置KEY。请致电客服，办理线下处理或退款。',
  stop_offer:
    '贵单位的KEY正在申请在线重置密码（订单尾号 ${number}）。如非贵单位办理，请在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
  reset_opened: '贵单位的KEY正在办理在线密码重置（订单尾号 ${number}）。如非贵单位办理，请立即致电客服。',
  reset_completed: '您的订单（尾号 ${number}）已完成，KEY的CA密码已重置，证书保持不变。如非本人操作，请立即致电客服。',
  order_refunded: '您的订单（尾号 ${number}）的退款已完成，款项将按原路退回。到账时间以银行为准。',
  staff_factors:
    '您的后台账号的登录方式（密码、动态码、通行密钥或手机号）刚刚发生变更。如非本人操作，请立即联系安全管理员。',
  mobile_change_asked:
    '有人申请把您账户的手机号换成另一个号码，正在审核。如非本人申请，请在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
  mobile_changed:
    '您账户的手机号已换成另一个号码。如非本人操作，请尽快在办理网站的“停止办理”页面填写停止码 ${stop}，或立即致电客服。',
  mobile_change_refused: '更换手机号的申请没有通过，账户的手机号不变。原因请登录系统，在“我的账户”中查看。',
  mobile_now:
    '您的账户已改用本手机号登录。为保障KEY安全，暂时不能进行密码重置，可重置的时间见“我的账户”。如非本人操作，请致电客服。',
  new_device: '您的账户刚在一台新设备上登录。如非本人操作，请立即修改登录密码，并在“登录设备”中让它退出。',
};

export interface Approved {
  readonly name: string;
  readonly id: string;
  /** In the provider's own way: `${name}` at Aliyun, `{1}` at Tencent. */
  readonly text: string;
  readonly variables: readonly string[];
  /** How long a value may be where that is more than usual: the provider is asked for it. */
  readonly longest?: number;
}

/** Tencent lets a variable have 6 characters unless more was agreed. */
const stopCode = 12;

function made(provider: 'aliyun' | 'tencent'): readonly Approved[] {
  return Object.entries(approved).map(([name, words], index) => {
    const variables = [...words.matchAll(/\$\{(\w+)\}/g)].map((hit) => hit[1] ?? '');
    const id = provider === 'aliyun' ? `SMS_${100_000_001 + index}` : String(1_000_001 + index);
    const text = variables.reduce((text, one, at) => text.replace(`\${${one}}`, `{${at + 1}}`), words);
    const longest = provider === 'tencent' && variables.includes('stop') ? { longest: stopCode } : {};
    return { name, id, text: provider === 'aliyun' ? words : text, variables, ...longest };
  });
}
export const templates = { aliyun: made('aliyun'), tencent: made('tencent') } as const;

/** @throws Error when nothing of that name was approved. */
export function approvedBy(provider: keyof typeof templates, name: string): Approved {
  const found = templates[provider].find((one) => one.name === name);
  if (!found) throw new Error(`${provider} approved no ${name}`);
  return found;
}

/** What the server reads as SMS_TEMPLATES_FILE. */
export const templatesFile = (): string => {
  const of = (list: readonly Approved[]) => Object.fromEntries(list.map(({ name, ...rest }) => [name, rest]));
  return `${JSON.stringify({ aliyun: of(templates.aliyun), tencent: of(templates.tencent) }, null, 2)}\n`;
};
/** Codes have stricter rules than notices. */
export const isCode = ({ name }: Approved): boolean => name.startsWith('code_');
