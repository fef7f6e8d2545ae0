import type { RetentionRule } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { type LeafOrigin, writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';

export interface StoredFile {
  readonly store_key: string;
  readonly bytes: number;
}

export interface Deletion {
  readonly rule: RetentionRule;
  /** Of the records that went; one record, one mark. */
  readonly ids: readonly string[];
  /** What the audit log may name it by: an order's number. The mark stands for whatever has no such name. */
  readonly subject?: string;
  readonly files: readonly StoredFile[];
  readonly dueAt: Date;
}

/** The keyed digest that a deletion record has in place of ids: who knows an id can find its deletion, nobody can find an id in it. */
export const markOf = ({ personal }: Pick<Context, 'personal'>, rule: RetentionRule, ids: readonly string[]): string =>
  personal.index('deletion', `${rule}\0${ids.toSorted().join('\0')}`);

/** Keeps, in the transaction of the deletion, that it was done and by which rule, with a leaf of its own. */
export async function recordDeletion(
  trx: Trx,
  ctx: Context,
  deletion: Deletion,
  origin: Pick<LeafOrigin, 'at' | 'actor' | 'requestId'>,
): Promise<void> {
  const { rule, ids, files, dueAt } = deletion;
  const mark = markOf(ctx, rule, ids);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const facts = { rule, mark, records: ids.length, files: files.length, bytes };
  const leaf = await writeLeaf(
    trx,
    { ctx, operation: 'retention.delete', ...origin },
    { subject: deletion.subject ?? mark, detail: { ...facts, dueAt: dueAt.toISOString() } },
  );
  await trx
    .insertInto('deletions')
    .values({ id: uuid(), ca_id: ctx.caId, ...facts, due_at: dueAt, at: origin.at, leaf_id: leaf.id })
    .execute();
}
