import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { openCheckpoint } from '../note/checkpoint.ts';
import { hashesAt, TILE_WIDTH } from '../tree/nodes.ts';
import { bundleOf } from './bundle.ts';
import { MirrorFault, readIfThere, replace, writeAt, writeForGood } from './files.ts';
import { checkpointsFile, type Head, newestFile, readHead } from './head.ts';
import { fullTilePath, partialsPath, type Tile, tilePath, tilesBetween } from './paths.ts';

type Mirroring = Pick<Context, 'db' | 'caId' | 'auditKey' | 'config'>;

/**
 * Brings the mirror to the newest checkpoint of the database: the tiles and entries of each checkpoint, then the checkpoint itself, each synced.
 * Everything has one place and one content, so that doing it again, or twice at once, changes nothing. An empty mirror is only begun with the
 * very first checkpoint, or when `isNew` says that it is meant to be new.
 * @throws MirrorFault when what is there is not what was written.
 */
export async function extendMirror(ctx: Mirroring, isNew = false): Promise<void> {
  const dir = ctx.config.audit.mirrorDir;
  let head = await readHead(dir);
  const mirrored = head.note === undefined ? undefined : openCheckpoint(head.note, ctx.auditKey.trusted);
  if (head.note !== undefined && !mirrored) throw new MirrorFault(checkpointsFile(dir));
  await showNewest(dir, head);
  let size = mirrored?.size ?? 0;
  for (;;) {
    const next = await nextCheckpoints(ctx, size);
    // Several, and none here: the mirror was emptied or moved. The sequencer's judge tells; nothing heals by itself.
    if (head.note === undefined && next.length > 1 && !isNew) return;
    for (const { size: grown, note } of next) {
      if (!openCheckpoint(note, ctx.auditKey.trusted)) return;
      for (const tile of tilesBetween(size, grown)) await writeTile(ctx, dir, tile);
      const record = `${note}\n`;
      if (!Buffer.from(record).subarray(0, head.torn.length).equals(head.torn))
        throw new MirrorFault(checkpointsFile(dir));
      await writeAt(checkpointsFile(dir), head.end, record);
      await replace(newestFile(dir), note);
      head = { note, previous: head.note, end: head.end + Buffer.byteLength(record), torn: Buffer.alloc(0) };
      size = grown;
    }
    if (next.length === 0) return;
  }
}

const nextCheckpoints = ({ db, caId }: Mirroring, after: number) =>
  db
    .selectFrom('audit_checkpoints')
    .select(['size', 'note'])
    .where('ca_id', '=', caId)
    .where('size', '>', after)
    .orderBy('size')
    .limit(100)
    .execute();

/** A kill may fall between the list's new line and the newest checkpoint's own file. */
async function showNewest(dir: string, { note, previous }: Head): Promise<void> {
  if (note === undefined) return;
  const shown = (await readIfThere(newestFile(dir)))?.toString();
  if (shown === note) return;
  if (shown !== previous) throw new MirrorFault(newestFile(dir));
  await replace(newestFile(dir), note);
}

async function writeTile(ctx: Mirroring, dir: string, { kind, n, width }: Tile): Promise<void> {
  const from = n * TILE_WIDTH;
  const bytes =
    kind === 'entries'
      ? bundleOf(await entriesAt(ctx, from, from + width))
      : Buffer.concat(await hashesAt(ctx.db, ctx.caId, kind, from, from + width));
  await writeForGood(join(dir, tilePath(kind, n, width)), bytes);
  if (width === TILE_WIDTH) await rm(join(dir, partialsPath(fullTilePath(kind, n))), { recursive: true, force: true });
}

async function entriesAt({ db, caId }: Mirroring, from: number, to: number): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_tree')
    .innerJoin('audit_leaves', 'audit_leaves.id', 'audit_tree.leaf_id')
    .select('audit_leaves.entry')
    .where('audit_tree.ca_id', '=', caId)
    .where('audit_tree.index', '>=', from)
    .where('audit_tree.index', '<', to)
    .orderBy('audit_tree.index')
    .execute();
  if (rows.length !== to - from) throw new Error(`the audit log lacks entries from ${from} to ${to}`);
  return rows.map(({ entry }) => entry);
}
