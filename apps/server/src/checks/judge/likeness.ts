/** What carries meaning in a name that was read: brackets and points come and go with the engine. */
export const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{Script=Han}A-Za-z0-9]/gu, '')
    .toUpperCase();

/** Fewest characters to change, add or leave out (Levenshtein). */
export function changes(one: string, other: string): number {
  return lastRow(one, other, false).at(-1) ?? 0;
}

/** The same for the part of `text` that is nearest to `name`. */
export function changesWithin(text: string, name: string): number {
  return Math.min(...lastRow(name, text, true));
}

/** Row by row; where `isFree`, `columns` may begin anywhere and end anywhere. */
function lastRow(rows: string, columns: string, isFree: boolean): number[] {
  let above = Array.from({ length: columns.length + 1 }, (_, column) => (isFree ? 0 : column));
  for (let row = 1; row <= rows.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= columns.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (rows[row - 1] === columns[column - 1] ? 0 : 1);
      here.push(Math.min(changed, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above;
}

/** One or two characters of a name of this length may have been read wrong. */
export const isClose = (count: number, length: number): boolean => count <= Math.max(1, Math.floor(length * 0.2));

/** Share of `name` that stands in `text` in this order: for letters around a seal, of which some are always lost. */
export function heldBy(text: string, name: string): number {
  if (name.length === 0) return 0;
  let above = Array.from({ length: text.length + 1 }, () => 0);
  for (const letter of name) {
    const here = [0];
    for (let at = 1; at <= text.length; at += 1)
      here.push(letter === text[at - 1] ? (above[at - 1] ?? 0) + 1 : Math.max(above[at] ?? 0, here[at - 1] ?? 0));
    above = here;
  }
  return (above.at(-1) ?? 0) / name.length;
}
