/** What the sessions, factors and duties of staff may be refused for. */
export const staffRefusals = {
  step_up_needed: {
    status: 403,
    zh: '这项操作需要再次验证身份：请用通行密钥或动态码确认。',
    en: 'This needs you to confirm that it is you, with a passkey or a one-time code.',
  },
  step_up_failed: {
    status: 422,
    zh: '验证没有通过。动态码只能使用一次，请等下一个再试。',
    en: 'That was not right. A one-time code works once only: please wait for the next one.',
  },
  passkey_refused: {
    status: 422,
    zh: '通行密钥没有通过验证，请重试，或换一种登录方式。',
    en: 'The passkey was not accepted. Please try again, or log in another way.',
  },
  passkey_exists: {
    status: 409,
    zh: '这个通行密钥已经登记过。',
    en: 'This passkey is registered already.',
  },
  last_factor: {
    status: 409,
    zh: '这是您唯一的验证方式，请先添加另一种，再删除它。',
    en: 'This is your only way to prove that it is you. Please add another before you remove it.',
  },
  invitation_wrong: {
    status: 422,
    zh: '账号或一次性代码不正确，或代码已过期、已使用。请向系统管理员或安全管理员索取新的代码。',
    en: 'The name or the one-time code is wrong, or the code has expired or was used. Please ask an administrator for a new one.',
  },
  address_not_allowed: {
    status: 403,
    zh: '当前网络地址不在允许范围内，不能使用管理台。请在单位网络中使用，或联系安全管理员。',
    en: 'The console cannot be used from this network address. Please use it from your office network or ask a security administrator.',
  },
  allow_list_locks_out: {
    status: 409,
    zh: '您当前的地址不在新的允许范围内，保存后您自己也不能登录，没有修改。',
    en: 'Your own address is not in the new list: you would lock yourself out. Nothing was changed.',
  },
  roles_incompatible: {
    status: 422,
    zh: '这些职责不能由同一个人担任。',
    en: 'One person may not hold these duties together.',
  },
  not_on_oneself: {
    status: 409,
    zh: '不能对自己的账号进行此操作，请由另一位管理员办理。',
    en: 'This cannot be done to your own account. Another administrator has to do it.',
  },
  proposal_waits: {
    status: 409,
    zh: '这个账号有一项变更等待另一位安全管理员确认，请先处理。',
    en: 'A change of this account waits for another security administrator. Please settle it first.',
  },
  proposal_settled: {
    status: 409,
    zh: '这项变更已处理，请刷新查看。',
    en: 'This change was settled already. Please reload.',
  },
  proposer_may_not_confirm: {
    status: 409,
    zh: '提出变更的人和变更涉及的人都不能确认，请由另一位安全管理员确认。',
    en: 'Neither who proposed it nor whom it concerns may confirm it. Another security administrator has to.',
  },
  name_taken: {
    status: 409,
    zh: '这个员工账号已经存在，请换一个。',
    en: 'There is a member of staff with this name already. Please choose another.',
  },
  staff_disabled: {
    status: 409,
    zh: '这个账号已停用，请先恢复。',
    en: 'This account is disabled. Please enable it first.',
  },
} as const;
