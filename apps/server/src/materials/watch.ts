import type { Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { readGauge } from '../metrics/gauge.ts';

/** The file store takes no node away from the balancer when it is gone, since it would take all of them: operators are woken by this. */
export const watchFiles = (registry: Registry, ctx: Pick<Context, 'files'>): void =>
  readGauge(
    registry,
    {
      name: 'jiesuo_file_store_up',
      help: 'Whether the store that new files go to answers (1) or not (0).',
    },
    async () => ((await ctx.files.isThere()) ? 1 : 0),
  );
