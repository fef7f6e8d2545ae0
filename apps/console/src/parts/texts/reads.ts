/** What a change of a text makes outdated. */
export const textReads = ['texts.show', 'texts.list', 'texts.history', 'texts.waiting'] as const;
