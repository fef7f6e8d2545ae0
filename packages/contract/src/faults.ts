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
  mobile_same: { zh: '新手机号与现在的相同。', en: 'This is the number that the account has already.' },
  code_wrong: {
    zh: '验证码不正确或已过期，请重新获取。',
    en: 'The code is wrong or has expired. Please get a new one.',
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
  tax_number_malformed: {
    zh: '纳税人识别号应为 18 位统一社会信用代码（少数单位为 15 或 20 位），请核对。',
    en: 'A tax number is the unified social credit code of 18 characters (a few have 15 or 20). Please check it.',
  },
  tax_number_check_digit: {
    zh: '纳税人识别号的校验位不正确，请逐位核对。',
    en: 'The check digit of the tax number is wrong. Please check each character.',
  },
  tax_number_of_person: { zh: '个人抬头不填纳税人识别号。', en: 'A person has no tax number here.' },
  invoice_number_malformed: {
    zh: '发票号码应为 20 位数字，旧版发票为 8 位。',
    en: 'An invoice number has 20 digits, an older one 8.',
  },
  region_unknown: { zh: '请选择省/市/区。', en: 'Please choose province, city and district.' },
  reason_required: { zh: '请写明不通过的原因。', en: 'Please give the reason.' },
  time_malformed: { zh: '请填写正确的日期和时间。', en: 'Please give a valid date and time.' },
  deadline_past: {
    zh: '这个时间已经过去，请核对，或不填。',
    en: 'This time has passed. Please check it, or leave it empty.',
  },
  period_backwards: { zh: '结束日期不能早于开始日期。', en: 'The last day is before the first.' },
  period_long: { zh: '一次最多查看 366 天。', en: 'At most 366 days can be shown at once.' },
  address_block_malformed: {
    zh: '请填写 IP 地址或网段，例如 203.0.113.0/24 或 2001:db8::/32。',
    en: 'Please give an IP address or block, such as 203.0.113.0/24 or 2001:db8::/32.',
  },
  url_malformed: {
    zh: '请填写完整的网址，例如 https://example.com/hooks。',
    en: 'Please give a whole address, such as https://example.com/hooks.',
  },
  origin_malformed: {
    zh: '请填写网站地址，只含 https、域名和端口，例如 https://crm.example.com。',
    en: 'Please give a site: https, name and port alone, such as https://crm.example.com.',
  },
  text_unprintable: {
    zh: '不能有看不见的控制字符。',
    en: 'Invisible control characters are not allowed.',
  },
  text_one_line: { zh: '只能写一行。', en: 'This has to be one line.' },
  pin_policy_backwards: { zh: '最短位数不能大于最长位数。', en: 'The shortest may not be above the longest.' },
  pin_policy_wider: {
    zh: '超出了这个型号的KEY所能接受的范围，只能更严，不能更宽。',
    en: 'This is wider than what UKeys of this model take. A policy can only be stricter.',
  },
  message_variables: {
    zh: '变量须与模板一致：每个都要有，不能多，也不能相邻。',
    en: 'The variables must be those of the template: each of them, no other, and none beside another.',
  },
  message_no_address: { zh: '不能写网址，也不能写【】。', en: 'Neither web addresses nor 【】 may be in it.' },
  message_no_code_word: { zh: '验证码短信须写明“验证码”。', en: 'A code has to be called 验证码.' },
  message_too_long: {
    zh: '加上签名和变量后超过两条短信的长度（134 个字），请缩短。',
    en: 'With signature and variables it is longer than two parts (134 characters). Please shorten it.',
  },
  consent_gap: {
    zh: '须写明处理者名称 {caName} 和客服电话 {hotline}，其他花括号不能用。',
    en: 'It has to name the handler, {caName}, and the hotline, {hotline}; no other braces may be used.',
  },
  amount_malformed: { zh: '请输入正确的金额。', en: 'Please enter a valid amount.' },
} as const;
export type FaultCode = keyof typeof faults;
