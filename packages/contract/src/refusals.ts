import { sentenceOf } from './diagnosis.ts';

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
  material_kind_refused: {
    status: 415,
    zh: '只支持 JPEG、PNG 图片和 PDF 文件。',
    en: 'Only JPEG, PNG and PDF are accepted.',
  },
  material_too_large: {
    status: 413,
    zh: '文件超过 10 MB，请压缩后再上传。',
    en: 'The file is larger than 10 MB. Please make it smaller.',
  },
  material_broken: {
    status: 422,
    zh: '文件已损坏或不完整，请重新扫描后上传。',
    en: 'The file is damaged or incomplete. Please scan it again.',
  },
  material_pixels: {
    status: 422,
    zh: '图片尺寸过大（超过 4000 万像素），请调低扫描分辨率。',
    en: 'The picture is too large (over 40 megapixels). Please scan at a lower resolution.',
  },
  material_pages: {
    status: 422,
    zh: 'PDF 超过 10 页，请只保留需要的页面。',
    en: 'The PDF has more than 10 pages. Please keep only those needed.',
  },
  material_encrypted: {
    status: 422,
    zh: 'PDF 已加密，请去掉密码后再上传。',
    en: 'The PDF is encrypted. Please remove its password first.',
  },
  material_active: {
    status: 422,
    zh: 'PDF 含有脚本或附件，请重新打印为 PDF 后上传。',
    en: 'The PDF contains scripts or attachments. Please print it to PDF again.',
  },
  material_not_refused: {
    status: 409,
    zh: '这份材料没有被退回，不需要重传。',
    en: 'This material was not refused and need not be sent again.',
  },
  materials_missing: {
    status: 422,
    zh: '请先重传被退回的材料，再提交申请。',
    en: 'Please send the refused materials again before submitting.',
  },

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
  payment_amount_differs: {
    status: 422,
    zh: '到账金额与订单金额不一致，不能确认。',
    en: 'The amount received differs from the order; it cannot be confirmed.',
  },
  payment_reference_used: {
    status: 409,
    zh: '这个银行流水号已用于另一个订单，请核对后再确认。',
    en: 'This bank reference was used for another order. Please check it.',
  },
  payer_differs: {
    status: 422,
    zh: '付款人与订单的客户名称不一致。请核对；确认无误的，请填写说明后再确认。',
    en: "The payer is not the order's customer. Please check; if it is right, confirm it with a note.",
  },
  just_paid: {
    status: 409,
    zh: '订单刚刚已支付，请刷新查看。',
    en: 'The order was paid just now. Please reload.',
  },
  channel_off: {
    status: 422,
    zh: '暂不支持这种支付方式，请换一种。',
    en: 'This way to pay is not offered. Please choose another.',
  },
  gateway_silent: {
    status: 503,
    zh: '支付渠道暂时没有答复，请稍后再试；已付的款不会丢失。',
    en: 'The payment gateway did not answer. Please try again shortly; money that was paid is not lost.',
  },
  gateway_refused: {
    status: 502,
    zh: '支付渠道没有受理，请换一种支付方式或联系客服。',
    en: 'The payment gateway did not accept it. Please pay another way or contact support.',
  },
  attempt_not_paid: {
    status: 409,
    zh: '这笔支付没有到账，不能退款。',
    en: 'No money came with this payment, so none can go back.',
  },
  refund_exists: {
    status: 409,
    zh: '这笔支付已有退款，请在退款列表中查看。',
    en: 'There is a refund of this payment already. Please see the list of refunds.',
  },
  refund_state: {
    status: 409,
    zh: '退款当前状态不能进行此操作，请刷新查看。',
    en: 'The refund is not in a state that allows this. Please reload.',
  },
  refund_by_gateway: {
    status: 409,
    zh: '这笔退款由支付渠道办理，不能手工确认。',
    en: 'The gateway carries this refund out; it cannot be confirmed by hand.',
  },
  second_person_needed: {
    status: 409,
    zh: '申请人不能复核自己的退款，请由另一位同事复核。',
    en: 'Whoever asked for a refund cannot approve it. Please ask a colleague.',
  },
  issue_resolved: {
    status: 409,
    zh: '这条差异已经处理过，请刷新查看。',
    en: 'This issue is resolved already. Please reload.',
  },
  setting_refused: { status: 422, zh: '设置内容不正确，没有保存。', en: 'The setting is not valid and was not saved.' },
} as const;
export type RefusalCode = keyof typeof refusals;

/** What can be wrong with one field. The sentence stands beside the field. */
export const faults = {
  required: { zh: '请填写此项。', en: 'Please fill this in.' },
  wrong_type: { zh: '格式不正确。', en: 'This is not in the right form.' },
  too_short: { zh: '内容太短。', en: 'This is too short.' },
  too_long: { zh: '内容太长。', en: 'This is too long.' },
  unknown_field: { zh: '不支持的内容。', en: 'This field is not known.' },
  mobile_malformed: {
    zh: '请输入 11 位中国大陆手机号。',
    en: 'Please enter an 11-digit mobile number of mainland China.',
  },
  code_malformed: { zh: '请输入 6 位短信验证码。', en: 'Please enter the 6-digit SMS code.' },
  password_short: { zh: '密码至少 8 位。', en: 'The password needs at least 8 characters.' },
  password_long: { zh: '密码最多 64 位。', en: 'The password may have at most 64 characters.' },
  password_common: {
    zh: '这个密码太常见，容易被猜到，请换一个。',
    en: 'This password is too common and easily guessed. Please choose another.',
  },
  password_same: { zh: '新密码不能与原密码相同。', en: 'The new password must differ from the old one.' },
  email_malformed: { zh: '电子邮箱格式不正确。', en: 'The e-mail address is not valid.' },
  name_malformed: { zh: '请输入真实姓名，不含数字和符号。', en: 'Please enter a real name without digits or symbols.' },
  id_number_malformed: { zh: '身份证号应为 18 位。', en: 'The ID number should have 18 characters.' },
  id_number_check_digit: {
    zh: '身份证号校验位不正确，请核对每一位。',
    en: 'The check digit of the ID number is wrong. Please check each digit.',
  },
  id_number_date: { zh: '身份证号中的出生日期不正确。', en: 'The birth date within the ID number is not valid.' },
  customer_name_differs: { zh: '须与KEY证书中的客户名称一致。', en: 'It must be the same as in the certificate.' },
  region_unknown: { zh: '请选择省/市/区。', en: 'Please choose province, city and district.' },
  reason_required: { zh: '请写明不通过的原因。', en: 'Please give the reason.' },
  amount_malformed: { zh: '请输入正确的金额。', en: 'Please enter a valid amount.' },
} as const;
export type FaultCode = keyof typeof faults;

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
