/** Seconds after its start when the gateway is asked for a try: a lost notification costs the customer half a minute, no more. */
const afterSeconds = [10, 30, 60, 180, 600, 1800] as const;
/** What a gateway may still be working at when the time for paying has passed. */
export const marginMs = 120_000;
const againMs = [60_000, 120_000, 300_000, 600_000] as const;

/** When the gateway is asked next; after the end again and again, ever slower, until it says how the try ended. Pure. */
export function nextQueryAt(
  { createdAt, expiresAt, queries }: { createdAt: Date; expiresAt: Date; queries: number },
  now: Date,
): Date {
  const end = expiresAt.getTime() + marginMs;
  for (const seconds of afterSeconds) {
    const at = createdAt.getTime() + seconds * 1000;
    if (at > now.getTime() && at < end) return new Date(at);
  }
  if (end > now.getTime()) return new Date(end);
  const late = Math.max(0, queries - afterSeconds.length - 1);
  return new Date(now.getTime() + (againMs[Math.min(late, againMs.length - 1)] ?? 600_000));
}
