import { v7 as uuid } from 'uuid';
import { withContext } from '../offline.ts';
import { deliverDue } from './deliver.ts';
import { newSigningSecret, sealSecret } from './secret.ts';
import { tell } from './tell.ts';

interface Asked extends NodeJS.ProcessEnv {
  /** Of the receiver. */
  readonly url?: string;
  /** Time that has passed since the first run. */
  readonly aheadSeconds?: string;
}

/** A program for the test of kills: leaves two messages about one order, once, and sends what is due. It says the states; the test kills it before. */
const asked = JSON.parse(process.argv[2] ?? '{}') as Asked;
const { url = '', aheadSeconds = '0', ...env } = asked;
const said = await withContext(env, async (base) => {
  const ctx = { ...base, clock: () => new Date(Date.now() + Number(aheadSeconds) * 1000) };
  const { db, caId } = ctx;
  const isFirst = !(await db.selectFrom('webhooks').select('id').executeTakeFirst());
  if (isFirst)
    await db.transaction().execute(async (trx) => {
      const now = ctx.clock();
      const id = uuid();
      await trx
        .insertInto('webhooks')
        .values({
          id,
          ca_id: caId,
          url,
          note: '',
          events: ['order.submitted', 'order.approved'],
          state: 'active',
          secret_sealed: sealSecret(ctx, id, newSigningSecret()),
          created_by: 'system',
          created_at: now,
        })
        .execute();
      for (const event of ['order.submitted', 'order.approved'] as const)
        await tell(trx, ctx, { event, subject: 'CA20261123AAAAAA', data: { number: 'CA20261123AAAAAA' }, now });
    });
  await deliverDue(ctx);
  return db.selectFrom('webhook_deliveries').select('state').orderBy('place').execute();
});
process.stdout.write(`${JSON.stringify(said.map(({ state }) => state))}\n`);
