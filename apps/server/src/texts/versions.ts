import { type ContentOf, type TextContent, type TextKind, textContent } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../context.ts';
import type { TextVersionsTable } from '../db/schema/texts.ts';
import { builtIn } from './builtIn.ts';

export type VersionRow = Omit<Selectable<TextVersionsTable>, 'content'> & { readonly content: TextContent | null };

/** What is published, as it holds at one moment. */
export interface Texts {
  /** In force now; undefined where staff have published nothing whose time has come. */
  inForce(kind: TextKind, subject: string): VersionRow | undefined;
  /** What people read or what holds: the published one, or the product's own. Null for what is not there, or taken down. */
  content<K extends TextKind>(kind: K, subject: string): ContentOf<K> | null;
  /** Every version of one text, the newest first. */
  versionsOf(kind: TextKind, subject: string): readonly VersionRow[];
  /** Subjects that staff have ever published under. */
  subjectsOf(kind: TextKind): readonly string[];
}

type Shelf = ReadonlyMap<string, readonly VersionRow[]>;
const keyOf = (kind: TextKind, subject: string) => `${kind}\0${subject}`;

/**
 * Reads what is published. Versions are never changed nor deleted, so their number tells whether what a node remembers is all there is:
 * every node sees a publication at its next read.
 */
export function createTexts({ db, caId, clock }: { db: Db; caId: string; clock: () => Date }) {
  let kept: { readonly count: number; readonly shelf: Shelf } | undefined;

  const read = async (from: Db | Trx): Promise<Shelf> => {
    const { count } = await from
      .selectFrom('text_versions')
      .select((e) => e.fn.countAll<string>().as('count'))
      .where('ca_id', '=', caId)
      .executeTakeFirstOrThrow();
    if (kept?.count === Number(count)) return kept.shelf;
    const rows = await from
      .selectFrom('text_versions')
      .selectAll()
      .where('ca_id', '=', caId)
      .orderBy('version', 'desc')
      .execute();
    const shelf = Map.groupBy(
      rows.map((row) => ({ ...row, content: known(row.content) })),
      ({ kind, subject }) => keyOf(kind, subject),
    );
    // What a transaction reads may be rolled back.
    if (!from.isTransaction) kept = { count: rows.length, shelf };
    return shelf;
  };

  return async (from: Db | Trx = db): Promise<Texts> => {
    const shelf = await read(from);
    const now = clock();
    const versionsOf: Texts['versionsOf'] = (kind, subject) => shelf.get(keyOf(kind, subject)) ?? [];
    const inForce: Texts['inForce'] = (kind, subject) =>
      versionsOf(kind, subject).find(({ holds_from }) => holds_from <= now);
    return {
      versionsOf,
      inForce,
      content<K extends TextKind>(kind: K, subject: string) {
        // The row's check holds its content to its kind.
        return (inForce(kind, subject)?.content ?? builtIn(kind, subject)) as ContentOf<K> | null;
      },
      subjectsOf: (kind) => [
        ...new Set(
          [...shelf.values()]
            .flat()
            .filter((row) => row.kind === kind)
            .map((row) => row.subject),
        ),
      ],
    };
  };
}

/** A content that no longer fits its shape (kept from another release) counts as taken down, so that an upgrade cannot stop the service. */
function known(content: unknown): TextContent | null {
  const parsed = textContent.safeParse(content);
  return parsed.success ? parsed.data : null;
}
