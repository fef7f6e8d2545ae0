import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { retentionRuleNames } from '../retention.ts';
import { account } from '../shapes.ts';
import { captchaAnswer } from './captcha.ts';
import { consentKinds } from './consents.ts';

/** `register` and `reset_password` start from a number alone; `step_up` belongs to a logged-in customer and one order and has its own operation. */
export const sendCode = operation({
  name: 'accounts.sendCode',
  kind: 'act',
  roles: ['anyone'],
  summary: '获取验证码: sends a 6-digit SMS code; the same answer for known and unknown numbers',
  input: z.strictObject({
    mobile: f.mobile,
    purpose: z.enum(['register', 'reset_password']),
    /** Only after `captcha_needed`: a challenge of `captcha.challenge` with its solution, good for one call. */
    captcha: captchaAnswer.optional(),
  }),
  output: z.strictObject({ retryAfterSeconds: z.number().int() }),
  refusals: ['code_too_soon', 'captcha_needed', 'codes_paused'],
});
export const register = operation({
  name: 'accounts.register',
  kind: 'act',
  roles: ['anyone'],
  summary: '注册: opens an account and logs in',
  input: z.strictObject({
    mobile: f.mobile,
    code: f.code,
    password: f.password,
    organisation: f.organisation,
    contact: f.personName,
    email: f.email,
    /** Versions of the consent texts that were shown and accepted, as `settings.show` gave them. */
    consents: z.strictObject({ terms: z.string().max(40), privacy: z.string().max(40) }),
  }),
  output: account,
  /** `account_exists` is said only after the number was proved by its code, so to nobody but its holder. */
  refusals: ['code_wrong', 'consent_outdated', 'account_exists'],
});
export const logIn = operation({
  name: 'accounts.logIn',
  kind: 'act',
  roles: ['anyone'],
  summary: '登录',
  input: z.strictObject({ mobile: f.mobile, password: f.typedPassword }),
  output: account,
  refusals: ['log_in_failed', 'log_in_slowed'],
});
export const logOut = operation({
  name: 'accounts.logOut',
  kind: 'act',
  roles: ['customer'],
  summary: '退出登录',
  input: f.nothing,
  output: f.nothing,
  refusals: [],
});
export const resetPassword = operation({
  name: 'accounts.resetPassword',
  kind: 'act',
  roles: ['anyone'],
  summary: '忘记密码: sets a new account password by SMS code; every session ends',
  input: z.strictObject({ mobile: f.mobile, code: f.code, password: f.password }),
  output: f.nothing,
  refusals: ['code_wrong', 'account_missing'],
});
export const changePassword = operation({
  name: 'accounts.changePassword',
  kind: 'act',
  roles: ['customer'],
  summary: '修改密码: needs the old one; other sessions end',
  input: z.strictObject({ oldPassword: f.typedPassword, newPassword: f.password }),
  output: f.nothing,
  refusals: ['conflict', 'password_wrong', 'log_in_slowed'],
});
export const me = operation({
  name: 'accounts.me',
  kind: 'read',
  roles: ['customer'],
  summary: 'the account that is logged in',
  input: f.nothing,
  output: account,
  refusals: [],
});
export const edit = operation({
  name: 'accounts.edit',
  kind: 'act',
  roles: ['customer'],
  summary: '账户基本信息: 修改',
  input: z.strictObject({ organisation: f.organisation, contact: f.personName, email: f.email }),
  output: account,
  refusals: [],
});
const session = z.strictObject({
  id: f.id,
  device: z.string(),
  /** The network that it was opened from, in part; null of what was opened before it was kept. */
  address: z.string().nullable(),
  createdAt: f.at,
  seenAt: f.at,
  isThis: z.boolean(),
});
export const sessions = operation({
  name: 'accounts.sessions',
  kind: 'read',
  roles: ['customer'],
  summary: 'devices and sessions',
  input: f.nothing,
  output: z.strictObject({ items: z.array(session) }),
  refusals: [],
});
export const endSession = operation({
  name: 'accounts.endSession',
  kind: 'act',
  roles: ['customer'],
  summary: 'ends one session',
  input: z.strictObject({ id: f.id }),
  output: f.nothing,
  refusals: ['not_found'],
});
export const endOtherSessions = operation({
  name: 'accounts.endOtherSessions',
  kind: 'act',
  roles: ['customer'],
  summary: 'ends every session but this one',
  input: f.nothing,
  output: z.strictObject({ ended: z.number().int() }),
  refusals: [],
});
const consent = z.strictObject({
  id: f.id,
  kind: z.enum(consentKinds),
  version: z.string(),
  givenAt: f.at,
  withdrawnAt: f.at.nullable(),
  order: z.string().nullable(),
});
export const consents = operation({
  name: 'accounts.consents',
  kind: 'read',
  roles: ['customer'],
  summary: 'consents given, with their versions',
  input: f.nothing,
  output: z.strictObject({ items: z.array(consent) }),
  refusals: [],
});
export const exportData = operation({
  name: 'accounts.exportData',
  kind: 'file',
  roles: ['customer'],
  summary: 'all data of the account as JSON',
  input: f.nothing,
  output: f.nothing,
  refusals: [],
});
export const removal = operation({
  name: 'accounts.removal',
  kind: 'read',
  roles: ['customer'],
  summary: '注销账户: what would be kept all the same, by which rule, and until when',
  input: f.nothing,
  output: z.strictObject({
    /** With one of them under way the account cannot go. */
    openOrders: z.number().int(),
    stays: z.array(z.strictObject({ rule: z.enum(retentionRuleNames), count: z.number().int(), until: f.at })),
  }),
  refusals: [],
});
export const remove = operation({
  name: 'accounts.remove',
  kind: 'act',
  roles: ['customer'],
  summary: '注销账户: needs the password; what the law makes us keep is only locked away',
  input: z.strictObject({ password: f.typedPassword }),
  output: f.nothing,
  refusals: ['conflict', 'password_wrong', 'account_has_orders', 'log_in_slowed'],
});
export const sendMailCode = operation({
  name: 'accounts.sendMailCode',
  kind: 'act',
  roles: ['customer'],
  summary: '邮件通知: sends a 6-digit code to the address that notices shall also go to',
  input: z.strictObject({ address: f.mailAddress }),
  output: z.strictObject({ retryAfterSeconds: z.number().int() }),
  refusals: ['code_too_soon', 'mail_off'],
});
export const confirmMail = operation({
  name: 'accounts.confirmMail',
  kind: 'act',
  roles: ['customer'],
  summary: '邮件通知: 开启, proved by the code that the address received',
  input: z.strictObject({ address: f.mailAddress, code: f.code }),
  output: account,
  refusals: ['mail_code_wrong'],
});
export const stopMail = operation({
  name: 'accounts.stopMail',
  kind: 'act',
  roles: ['customer'],
  summary: '邮件通知: 关闭; the address is erased',
  input: f.nothing,
  output: account,
  refusals: [],
});
