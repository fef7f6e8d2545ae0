/** What to say of the session's end. `idle`: so many seconds of silence are left; `absolute`: it ends at that time whatever one does. */
export type End = { is: 'far' } | { is: 'idle'; seconds: number } | { is: 'absolute' } | { is: 'over' };

const idleWarnSeconds = 120;
const absoluteWarnSeconds = 300;

/** Pure; times in milliseconds. The end by silence comes first: who is there can put it off. */
export function endOf(
  now: number,
  seenAt: number,
  session: { readonly idleMinutes: number; readonly endsAt: string },
): End {
  const idleLeft = Math.ceil((seenAt + session.idleMinutes * 60_000 - now) / 1000);
  const left = Math.ceil((Date.parse(session.endsAt) - now) / 1000);
  if (idleLeft <= 0 || left <= 0) return { is: 'over' };
  if (idleLeft <= idleWarnSeconds) return { is: 'idle', seconds: idleLeft };
  return left <= absoluteWarnSeconds ? { is: 'absolute' } : { is: 'far' };
}
