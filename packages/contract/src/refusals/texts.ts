/** What texts and rules under change may be refused for. */
export const textRefusals = {
  text_refused: {
    status: 422,
    zh: '内容不能这样发布，请按提示修改。',
    en: 'It cannot be published like this. Please see the hints.',
  },
  text_waits: {
    status: 409,
    zh: '这份内容正在等待另一人批准，请先批准、退回，或继续编辑。',
    en: 'This waits for another person already. Approve it, send it back, or edit it further.',
  },
  text_not_waiting: {
    status: 409,
    zh: '这份内容没有在等待批准，可能已处理，请刷新查看。',
    en: 'This waits for nobody. It may have been settled; please reload.',
  },
  text_author_may_not: {
    status: 409,
    zh: '您编辑或提交过这份内容，须由另一人批准。',
    en: 'You had a hand in this draft. Another person has to approve it.',
  },
} as const;
