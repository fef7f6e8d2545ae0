/** What the audit log may refuse. */
export const auditRefusals = {
  leaf_waiting: {
    status: 409,
    zh: '这条记录还在等待写入日志树，通常不超过一分钟，请稍后再试。',
    en: 'This entry still waits for its place in the log, for a minute at most. Please try again shortly.',
  },
} as const;
