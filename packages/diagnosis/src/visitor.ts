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

const systems = [
  ['Windows 10 or later', /Windows NT 10\.0/],
  ['Windows 8.1', /Windows NT 6\.3/],
  ['Windows 8', /Windows NT 6\.2/],
  ['Windows 7', /Windows NT 6\.1/],
  ['Windows XP', /Windows NT 5/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** Family and major version: all that a report tells of a browser. */
export const browserOf = (userAgent: string): string => firstOf(families, userAgent);
/** What the browser says its system is. It may not tell the truth: for a report, never a decision about anything but advice. */
export const systemOf = (userAgent: string): string => firstOf(systems, userAgent);

function firstOf(marks: readonly (readonly [string, RegExp])[], userAgent: string): string {
  for (const [name, mark] of marks) {
    const hit = mark.exec(userAgent.slice(0, 500));
    if (hit) return hit[1] === undefined ? name : `${name} ${hit[1]}`;
  }
  return 'other';
}
