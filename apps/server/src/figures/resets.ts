import { isFailureCode, methods } from '@jiesuo/contract';
import type { Answers } from '@jiesuo/contract/figures';
import { handle } from '../operation.ts';
import { comparedKeys } from './compare.ts';
import type { Wanted } from './period.ts';
import { type Books, readFigures } from './read.ts';

const stages = ['started', 'completed', 'failed'] as const;

export async function showResets(ctx: Books, wanted: Wanted, now: Date): Promise<Answers['resets']> {
  const figures = await readFigures(ctx, 'resets', wanted, now);
  const count = (figure: 'reset' | 'method', key: string) => ({
    count: figures.now.of(figure, key).count,
    before: figures.before.of(figure, key).count,
  });
  return {
    ...figures.shown,
    resets: stages.map((stage) => ({ stage, ...count('reset', stage) })),
    methods: methods.map((method) => ({ method, ...count('method', method) })),
    models: comparedKeys(figures, 'model').map(({ key, ...counts }) => ({ model: key, ...counts })),
    failures: comparedKeys(figures, 'failure').flatMap(({ key, ...counts }) =>
      isFailureCode(key) ? [{ code: key, ...counts }] : [],
    ),
  };
}
export const resets = handle('figures.resets', (input, { ctx, now }) => showResets(ctx, input, now));
