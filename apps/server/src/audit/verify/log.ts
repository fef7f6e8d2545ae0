import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere } from '../mirror/files.ts';
import { checkpointsFile } from '../mirror/head.ts';
import type { Checkpoint } from '../note/checkpoint.ts';
import type { Verifier } from '../note/vkey.ts';
import { TILE_WIDTH } from '../tree/nodes.ts';
import { compareCheckpoints } from './checkpoints.ts';
import type { Findings } from './findings.ts';
import { checkFiles, readBundle } from './mirrored.ts';
import { checkNodes } from './nodes.ts';
import { judgePlace } from './place.ts';
import { type PlaceRow, places, type Stored, storedCheckpoints } from './stored.ts';
import { checkWaiting } from './waiting.ts';
import { createWalk } from './walk.ts';

export interface LogToVerify {
  /** The database, in one snapshot; absent when only a mirror is at hand. */
  readonly stored?: Stored;
  readonly mirrorDir: string;
  readonly trusted: readonly Verifier[];
}

export interface VerifiedLog {
  readonly size: number;
  readonly checkpoints: number;
  readonly last: Checkpoint | undefined;
  /** Sealed leaves that wait for their place. */
  readonly waiting: number;
}

/** Reads the whole log once and says everything in it that is not as it was signed. Only public keys are used. */
export async function verifyLog(log: LogToVerify, findings: Findings): Promise<VerifiedLog> {
  const { stored, mirrorDir, trusted } = log;
  const { say } = findings;
  const rows = stored && (await storedCheckpoints(stored.trx, stored.caId));
  const list = await readList(mirrorDir, rows?.at(-1)?.note);
  if (!list) say(`镜像目录 ${mirrorDir} 里没有检查点`, `the mirror ${mirrorDir} holds no checkpoints`);
  const signed = compareCheckpoints(rows, list, trusted, findings);
  const mirrorSize = signed.mirrored.at(-1) ?? 0;
  const last = signed.all.at(-1);
  if (stored && list && (rows?.at(-1)?.size ?? 0) > mirrorSize)
    say(
      `镜像只到大小 ${mirrorSize}，数据库已有大小为 ${rows?.at(-1)?.size} 的检查点：镜像被截断，或服务停在镜像之前`,
      `the mirror ends at size ${mirrorSize} while the database has a checkpoint of size ${rows?.at(-1)?.size}: the mirror was cut, or the server stopped before mirroring`,
    );

  const walk = createWalk(signed.all, findings);
  const batches = stored ? places(stored.trx, stored.caId) : undefined;
  let ahead: PlaceRow[] = [];
  let lastEntries: Buffer[] = [];
  let storedSize = 0;
  for (let n = 0; ; n++) {
    const start = n * TILE_WIDTH;
    while (batches && (ahead.at(-1)?.index ?? -1) < start + TILE_WIDTH - 1) {
      const more = await batches.next();
      if (more.done) break;
      ahead = [...ahead, ...more.value];
    }
    const bundle =
      start < mirrorSize ? await readBundle(mirrorDir, n, mirrorSize, findings) : { entries: [], hashes: [] };
    const inReach = ahead.filter(({ index }) => index < start + TILE_WIDTH);
    ahead = ahead.slice(inReach.length);
    const byIndex = new Map(inReach.map((row) => [row.index, row]));
    storedSize = Math.max(storedSize, ...inReach.map(({ index }) => index + 1));
    const end = Math.min(start + TILE_WIDTH, Math.max(mirrorSize, ahead.length > 0 ? Infinity : storedSize));
    if (start < mirrorSize) lastEntries = [];
    for (let index = start; index < end; index++) {
      const place = byIndex.get(index);
      const mirrored = index < mirrorSize ? bundle.entries[index - start] : undefined;
      const tile = index < mirrorSize ? bundle.hashes[index - start] : undefined;
      if (stored && index >= (last?.size ?? 0)) sayUnsigned(index, place);
      const right = judgePlace(index, { hasDatabase: stored !== undefined, place, mirrored, tile }, findings);
      if (index < mirrorSize && right.entry) lastEntries.push(right.entry);
      if (index < (last?.size ?? 0)) walk.add(right.hash);
    }
    if (end <= start || (end < start + TILE_WIDTH && ahead.length === 0)) break;
  }
  walk.end();
  const newest = signed.all.findLast(({ size }) => size === mirrorSize)?.note;
  const isGrowing = async () => {
    const now = await readIfThere(checkpointsFile(mirrorDir));
    return list !== undefined && now !== undefined && now.length > list.length && stored !== undefined;
  };
  if (list)
    await checkFiles(mirrorDir, { sizes: signed.mirrored, lastEntries, node: walk.node }, newest, isGrowing, findings);
  if (stored) await checkNodes(stored, walk, findings);
  const waiting = stored ? await checkWaiting(stored, trusted, last !== undefined, findings) : 0;
  return { size: last?.size ?? 0, checkpoints: signed.all.length, last, waiting };

  function sayUnsigned(index: number, place: PlaceRow | undefined): void {
    if (place)
      say(
        `第 ${index} 条（${place.leafId}）在日志树中，却在最后一个检查点之外：是绕过服务加入的，或检查点被删除`,
        `entry ${index} (${place.leafId}) is in the tree but beyond the last checkpoint: it was added behind the server's back, or a checkpoint was removed`,
      );
  }
}

/** A server that runs may be about to mirror its newest checkpoint: we wait a little for it, once. */
async function readList(dir: string, newest: string | undefined): Promise<Buffer | undefined> {
  for (let tries = 0; ; tries++) {
    const list = await readIfThere(checkpointsFile(dir));
    if (tries === 4 || newest === undefined || list?.includes(newest)) return list;
    await sleep(200);
  }
}
