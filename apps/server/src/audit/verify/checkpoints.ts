import { type Checkpoint, openCheckpoint } from '../note/checkpoint.ts';
import type { Verifier } from '../note/vkey.ts';
import type { Findings } from './findings.ts';
import type { CheckpointRow } from './stored.ts';

export interface SignedSizes {
  /** Each genuine checkpoint once, smallest first, of the database or of the mirror. */
  readonly all: readonly Checkpoint[];
  /** Sizes of those that the mirror lists. */
  readonly mirrored: readonly number[];
}

/** Opens every checkpoint of the database and of the mirror's list, and holds the two against each other. `stored` and `list` are undefined where there is none to look at. */
export function compareCheckpoints(
  stored: readonly CheckpointRow[] | undefined,
  list: Buffer | undefined,
  trusted: readonly Verifier[],
  { say }: Findings,
): SignedSizes {
  const listed = list && openList(list, trusted, say);
  const bySize = new Map<number, Checkpoint>();
  for (const one of listed ?? []) bySize.set(one.size, one);
  const seen = new Set<number>();
  for (const row of stored ?? []) {
    seen.add(row.size);
    const mirrored = listed && bySize.get(row.size);
    const one = mirrored?.note === row.note ? mirrored : openCheckpoint(row.note, trusted);
    if (!one) {
      say(
        `数据库中大小为 ${row.size} 的检查点签名不正确，内容被改动`,
        `the checkpoint of size ${row.size} in the database was changed: its signature is wrong`,
      );
      continue;
    }
    const isWhole = one.size === row.size && one.root.equals(row.root) && isSameTime(one.at, row.at);
    if (!isWhole)
      say(
        `数据库中大小为 ${row.size} 的检查点与其签名的内容不符`,
        `the row of the checkpoint of size ${row.size} in the database does not say what was signed`,
      );
    if (mirrored && mirrored.note !== row.note)
      say(
        `大小为 ${row.size} 的检查点在数据库与镜像中不同`,
        `the checkpoint of size ${row.size} is another in the database than in the mirror`,
      );
    if (one.size === row.size && !bySize.has(one.size)) bySize.set(one.size, one);
  }
  if (stored && listed)
    for (const { size } of listed)
      if (!seen.has(size))
        say(
          `镜像中大小为 ${size} 的检查点在数据库中已不存在：检查点被删除或日志被截断`,
          `the checkpoint of size ${size} is in the mirror and no longer in the database: it was removed or the log was truncated`,
        );
  return {
    all: [...bySize.values()].toSorted((a, b) => a.size - b.size),
    mirrored: (listed ?? []).map(({ size }) => size),
  };
}

const isSameTime = (at: Date, text: string) => `${text.slice(0, -3)}Z` === at.toISOString() && text.endsWith('000');

function openList(list: Buffer, trusted: readonly Verifier[], say: Findings['say']): Checkpoint[] {
  const notes: Checkpoint[] = [];
  const text = list.toString();
  const parts = text.split('\n\n');
  for (let i = 0; i + 2 < parts.length; i += 2) {
    const one = openCheckpoint(`${parts[i]}\n\n${parts[i + 1]}\n`, trusted);
    if (!one || one.size <= (notes.at(-1)?.size ?? 0)) {
      const after = notes.at(-1)?.size ?? 0;
      say(
        `镜像文件 checkpoints 中，大小 ${after} 之后的检查点不正确`,
        `in the mirror's file checkpoints, the one after size ${after} is wrong`,
      );
      return notes;
    }
    notes.push(one);
  }
  // The bytes, not the text: what is no UTF-8 would read the same as another.
  if (!Buffer.from(notes.map(({ note }) => `${note}\n`).join('')).equals(list))
    say(
      '镜像文件 checkpoints 的末尾不完整或多出内容',
      "the mirror's file checkpoints is cut at its end or has something added",
    );
  return notes;
}
