import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { handOver } from './issuer.ts';

/** What a sheet holds is what a person fills in within a day; the rest waits for the next. */
const atOnceMax = 500;

export const exportRequests = handle('invoices.export', async ({ requests }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const waiting = await trx
      .selectFrom('invoices')
      .selectAll()
      .where('ca_id', '=', ctx.caId)
      .where('state', '=', 'requested')
      .$if(requests !== undefined, (query) => query.where('number', 'in', requests ?? []))
      .orderBy('number')
      .forUpdate()
      .execute();
    const taken = await handOver(trx, waiting, now, atOnceMax);
    if (!taken) throw new Refusal('invoices_none');
    leaf({ subject: taken.batch, detail: { requests: taken.requests } });
    return { batch: taken.batch, count: taken.requests.length, left: waiting.length - taken.requests.length };
  }),
);
