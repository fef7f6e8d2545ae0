import { Readable } from 'node:stream';
import { shanghaiTime } from '@jiesuo/contract';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { resolved } from './actors.ts';
import { exportLines } from './export/lines.ts';
import { findCheckpoint } from './tree/checkpoint.ts';

/** Recorded before the first line leaves: what was asked for, and up to which checkpoint. */
export const exportLog = handle('audit.export', async (filter, { ctx, who, now, write }) => {
  const checkpoint = await findCheckpoint(ctx, ctx.db);
  if (!checkpoint) throw new Refusal('leaf_waiting');
  await write(async (_, leaf) => leaf({ subject: String(checkpoint.size), detail: filter }));
  const lines = exportLines(ctx, { filter: await resolved(ctx, filter), checkpoint, by: who.name, at: now });
  const stamp = shanghaiTime(now).replaceAll(/\D/g, '');
  return {
    mediaType: 'application/jsonl; charset=utf-8',
    body: Readable.from(lines),
    saveAs: `audit-${stamp}.jsonl`,
  };
});
