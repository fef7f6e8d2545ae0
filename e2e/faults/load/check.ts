export interface Counts {
  /** Acts that were answered and are not there. */
  readonly lost: number;
  /** Effects beyond one for each act. */
  readonly doubled: number;
}

/** Reads one snapshot of the database, from outside. @param ask runs a question there */
export async function countActs(
  acked: Iterable<string>,
  ask: (question: string) => Promise<readonly { readonly key: string; readonly leaves: string | number }[]>,
): Promise<Counts> {
  const rows = await ask(`select r.idempotency_key as key,
      (select count(*) from audit_leaves l where l.operation = 'v1.ukeys.setStatus') as leaves
    from api_replies r where r.operation = 'v1.ukeys.setStatus'`);
  const there = new Set(rows.map(({ key }) => key));
  const lost = [...new Set(acked)].filter((key) => !there.has(key)).length;
  const leaves = Number(rows[0]?.leaves ?? 0);
  // An act and its leaf are one transaction: fewer leaves would be a loss.
  return { lost: lost + Math.max(0, there.size - leaves), doubled: Math.max(0, leaves - there.size) };
}
