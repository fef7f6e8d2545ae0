/** Makers' marks in a User-Agent, the more special first: Edge and 360 call themselves Chrome too. */
const families = [
  ['360', /QIHU|360SE|360EE/],
  ['Edge', /Edg\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chrome', /Chrome\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
  ['IE', /Trident|MSIE (\d+)/],
] as const;

/** Family and major version: all that a report tells of a browser. */
export function browserOf(userAgent: string): string {
  for (const [family, mark] of families) {
    const hit = mark.exec(userAgent.slice(0, 500));
    if (hit) return hit[1] === undefined ? family : `${family} ${hit[1]}`;
  }
  return 'other';
}
