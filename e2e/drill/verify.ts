import { sql } from 'kysely';
import { openDatabase } from '../../apps/server/src/db/open.ts';

export interface Books {
  readonly orders: number;
  readonly events: number;
  readonly files: number;
  readonly leaves: number;
  readonly inFen: number;
  readonly keptFen: number;
  readonly backFen: number;
  readonly waitsFen: number;
  /** Sentences of what is wrong; none is good. */
  readonly faults: readonly string[];
}

/** What must hold in any moment of the product's life, and so in every snapshot of it. */
const promises: Readonly<Record<string, string>> = {
  'an order without the event that made it': `select number from orders o where not exists (select from order_events e where e.order_id = o.id)`,
  "an order's money that its payments do not add up to": `select number from orders o where paid_fen <>
    (select coalesce(sum(amount_fen), 0) from pay_attempts a where a.order_id = o.id and a.state = 'paid')`,
  "an order's refunds that were not made": `select number from orders o where refunded_fen <>
    (select coalesce(sum(amount_fen), 0) from refunds r where r.order_id = o.id and r.state = 'done')`,
  'money that came twice and waits for nobody': `select number from pay_attempts a where use in ('duplicate', 'late')
    and not exists (select from refunds r where r.attempt = a.number) and not exists (select from money_issues m where m.attempt = a.number)`,
  // The demo's own are older, and were sent to nobody.
  'a code that was sent and is in no leaf, or the other way round': `select 1 from
    (select count(*) as n from audit_leaves where operation = 'accounts.sendCode' and at > now() - interval '1 day') l,
    (select count(*) as n from sms_messages where template = 'code_register') m where l.n <> m.n`,
  'a leaf that is neither in the tree nor waits for it': `select id from audit_leaves l
    where not exists (select from audit_tree t where t.leaf_id = l.id) and not exists (select from audit_pending p where p.leaf_id = l.id)`,
  'a material whose pages have no file': `select m.id from materials m where not exists (select from files f where f.material_id = m.id)`,
};

/** Reads the restored database with nobody else in it. */
export async function readBooks(
  where: { readonly dataDir: string } | { readonly databaseUrl: string },
): Promise<Books> {
  const opened = await openDatabase(where);
  try {
    const faults: string[] = [];
    for (const [fault, query] of Object.entries(promises))
      if ((await sql.raw(query).execute(opened.db)).rows.length > 0) faults.push(fault);
    const count = async (query: string) =>
      Number((await sql.raw<{ n: unknown }>(query).execute(opened.db)).rows[0]?.n ?? 0);
    return {
      orders: await count('select count(*) as n from orders'),
      events: await count('select count(*) as n from order_events'),
      files: await count('select count(*) as n from files'),
      leaves: await count('select count(*) as n from audit_leaves'),
      inFen: await count(`select coalesce(sum(amount_fen), 0) as n from pay_attempts where state = 'paid'`),
      keptFen: await count(`select coalesce(sum(amount_fen), 0) as n from pay_attempts where use = 'order'`),
      backFen: await count(`select coalesce(sum(amount_fen), 0) as n from refunds where state = 'done'`),
      waitsFen: await count(
        `select coalesce(sum(amount_fen), 0) as n from refunds where state in ('waiting', 'approved', 'processing', 'abnormal')`,
      ),
      faults,
    };
  } finally {
    await opened.close();
  }
}
