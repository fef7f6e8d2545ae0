/** What programs that call with an API key, and those who manage keys, webhooks and links, may be refused for. */
export const integratorRefusals = {
  api_key_refused: {
    status: 401,
    zh: '没有提供有效的 API 密钥：可能缺失、写错、尚未批准、已过期或已撤销。',
    en: 'No valid API key was given: it is missing, mistyped, not approved yet, expired or revoked.',
  },
  api_key_address: {
    status: 403,
    zh: '这个 API 密钥不能从当前网络地址使用。',
    en: 'This API key may not be used from this network address.',
  },
  scope_missing: {
    status: 403,
    zh: '这个 API 密钥没有此操作所需的权限范围。',
    en: 'This API key does not have the scope that the operation needs.',
  },
  idempotency_key_needed: {
    status: 400,
    zh: '此操作须带请求头 Idempotency-Key（1 到 255 个可见字符）。',
    en: 'This operation needs the header Idempotency-Key (1 to 255 visible characters).',
  },
  idempotency_key_reused: {
    status: 422,
    zh: '这个 Idempotency-Key 已用于另一个内容不同的请求，请换一个。',
    en: 'This Idempotency-Key was used for a request with other content. Please take a new one.',
  },
  scopes_incompatible: {
    status: 422,
    zh: '这些权限范围须由不同职责的人批准，请分成两个密钥申请。',
    en: 'These scopes have to be agreed to by persons with different duties. Please make two keys.',
  },
  api_key_settled: {
    status: 409,
    zh: '这个 API 密钥的申请已处理，或密钥已停用，请刷新查看。',
    en: 'This API key was settled already, or has ended. Please reload.',
  },
  api_key_asker_may_not: {
    status: 409,
    zh: '申请这个密钥的人不能自己批准，请由另一人批准。',
    en: 'Who asked for this key may not agree to it. Another person has to.',
  },
  webhook_address_refused: {
    status: 422,
    zh: '不能向这个地址推送：须为公网 https 地址，不能是内网、本机或带账号的地址。',
    en: 'Nothing can be sent to this address. It has to be https on a public address, without a user name.',
  },
  webhook_limit: {
    status: 409,
    zh: '最多设置 20 个消息推送，请先删除不用的。',
    en: 'There can be at most 20 webhooks. Please remove one first.',
  },
  webhook_paused: {
    status: 409,
    zh: '这个消息推送已暂停或停用，请先恢复。',
    en: 'This webhook is paused or disabled. Please resume it first.',
  },
  return_not_registered: {
    status: 422,
    zh: '返回地址没有登记，办理完成后不会跳转。您仍可在本站继续办理。',
    en: 'The return address is not registered. You can still continue here.',
  },
} as const;
