/** Where a page of a list ended: lists are ordered newest first by time and id, and page by this key. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

/** A row's id, or the number by which it is known outside. */
const ids = { id: /^[0-9a-f-]{36}$/, number: /^\w{6,32}$/ } as const;

const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at.getTime()} ${id}`).toString('base64url');

/** Undefined for the first page, and for a key that is not ours: a list never fails for it. */
export function readCursor(after: string | undefined, kind: keyof typeof ids = 'id'): Cursor | undefined {
  const found = /^(\d{1,15}) ([\w-]{1,36})$/.exec(Buffer.from(after ?? '', 'base64url').toString());
  return found?.[1] && found[2] && ids[kind].test(found[2])
    ? { at: new Date(Number(found[1])), id: found[2] }
    : undefined;
}

/** `rows` was read with `limit + 1`: the one more only says that there is a next page. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  key: (row: T) => Cursor,
): { rows: readonly T[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? writeCursor(key(last)) : null };
}
