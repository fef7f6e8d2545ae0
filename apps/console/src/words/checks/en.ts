import type { checks as zh } from './zh.ts';

export const checks: typeof zh = {
  title: 'Document check',
  onlySuggests: 'The machine only suggests. You decide.',
  waiting: 'Being checked. You can look at it already.',
  failed: 'This material could not be checked. Please look at it yourself.',
  nothing: 'Nothing to point out.',
  read: 'Read',
  expected: 'Expected',
  none: '—',
  long: 'no end',
  where: 'Show on the page',
  warning: 'Look',
  hint: 'Hint',
  by: (engine) => `Checked by ${engine}`,
};
