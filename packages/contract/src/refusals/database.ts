export const databaseRefusals = {
  read_only: {
    status: 503,
    zh: '系统正在切换数据库，暂时只能查看，请稍后再试。',
    en: 'The database is changing over, and nothing can be changed for the moment. Please try again later.',
  },
  write_unknown: {
    status: 503,
    zh: '连接中断，刚才的操作可能已经完成。请先刷新页面查看结果，再决定是否重做。',
    en: 'The connection broke off, and what you did may have been done. Please reload and look before you do it again.',
  },
} as const;
