import { openGround } from '../../apps/server/src/audit/tamper/ground.ts';
import { type Context } from '../../apps/server/src/context.ts';
import { openCluster } from '../../e2e/faults/cluster.ts';

/** A server's context on a PostgreSQL of its own that writes as one in service does. Prints what `measure` returns, in milliseconds or as a ratio. */
export async function onGround(measure: (ctx: Context, url: string) => Promise<number>): Promise<void> {
  const cluster = openCluster(true);
  try {
    const url = await cluster.database('audit');
    const { ctx, close } = await openGround(url);
    try {
      process.stdout.write(`${await measure(ctx, url)}\n`);
    } finally {
      await close();
    }
  } finally {
    cluster.close();
  }
}
