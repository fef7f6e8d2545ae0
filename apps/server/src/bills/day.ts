const dayMs = 86_400_000;
const offsetMs = 8 * 3_600_000;

/** The day in Asia/Shanghai (UTC+8 all year): `2026-11-22`. */
export const dayOf = (at: Date): string => new Date(at.getTime() + offsetMs).toISOString().slice(0, 10);

/** `days` after, or before, that day. */
export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** From its first moment to the first of the next. */
export const boundsOf = (day: string): { readonly from: Date; readonly to: Date } => {
  const from = new Date(`${day}T00:00:00+08:00`);
  return { from, to: new Date(from.getTime() + dayMs) };
};
