import { catalogue } from '@jiesuo/contract';
import { handle } from '../operation.ts';

/** The same for everybody, whatever happened to whom. */
const conditions = Object.entries(catalogue).map(([code, { help, ...words }]) => ({
  code,
  ...words,
  link: `/help#${help}`,
}));

export const list = handle('diagnosis.list', () => Promise.resolve({ conditions }));
