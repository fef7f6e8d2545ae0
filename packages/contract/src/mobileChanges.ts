/** Where a change of an account's number stands: asked for, agreed to by one person, done, or ended without it. */
export const mobileChangeStates = ['waiting', 'confirming', 'done', 'refused', 'withdrawn', 'stopped'] as const;
export type MobileChangeState = (typeof mobileChangeStates)[number];
export const mobileChangeWords: Record<MobileChangeState, { zh: string; en: string }> = {
  waiting: { zh: '待审核', en: 'Waiting for review' },
  confirming: { zh: '待第二人确认', en: 'Waiting for a second person' },
  done: { zh: '已更换', en: 'Changed' },
  refused: { zh: '未通过', en: 'Not approved' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  stopped: { zh: '已停止', en: 'Stopped' },
};
/** What still waits for somebody. */
export const openMobileChanges: readonly MobileChangeState[] = ['waiting', 'confirming'];
