/** The invoice numbers that a file's name holds: those of 20 digits, else of 8, where a day (`20261122`) reads like one too. */
export function numbersIn(path: string): readonly string[] {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  const digits = name.match(/\d+/g) ?? [];
  const long = digits.filter((run) => run.length === 20);
  const short = digits.filter((run) => run.length === 8);
  return [...new Set(long.length > 0 ? long : short)];
}

/** Folders' marks and what computers add by themselves: nobody chose to upload them. */
export const isHidden = (path: string): boolean =>
  path.split(/[\\/]/).some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'Thumbs.db');

/** A name for the report, without its folders. */
export const shownName = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 120);
