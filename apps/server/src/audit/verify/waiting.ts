import { leafHash } from '../merkle/hash.ts';
import type { Verifier } from '../note/vkey.ts';
import { isSealed } from '../seal.ts';
import { columnsThatDiffer } from './entry.ts';
import type { Findings } from './findings.ts';
import { type Stored, unplaced, waitingForNothing } from './stored.ts';

/** Leaves without a place: sealed ones wait, others are nobody's. @returns how many wait. */
export async function checkWaiting(
  { trx, caId }: Stored,
  trusted: readonly Verifier[],
  hasCheckpoint: boolean,
  { say }: Findings,
): Promise<number> {
  let waiting = 0;
  for (const row of await unplaced(trx, caId)) {
    const hash = leafHash(row.entry);
    const isOurs = row.waits !== null && (row.seal ? isSealed(trusted, hash, row.seal) : !hasCheckpoint);
    const columns = columnsThatDiffer(row);
    if (row.waits === null)
      say(
        `${row.id}（${row.operation}）不在日志树中，也不在等待：是绕过服务加入的，或其等待记录、位置被删除`,
        `${row.id} (${row.operation}) is neither in the tree nor waiting: it was added behind the server's back, or its place was removed`,
      );
    else if (!isOurs || !row.leaf_hash.equals(hash))
      say(
        `等待入树的 ${row.id}（${row.operation}）不是本服务写下的样子`,
        `${row.id} (${row.operation}), which waits for the tree, is not as this server wrote it`,
      );
    else if (columns.length > 0)
      say(
        `等待入树的 ${row.id} 的 ${columns.join('、')} 与已签名的内容不符`,
        `${columns.join(', ')} of ${row.id}, which waits for the tree, is not what was signed`,
      );
    else waiting++;
  }
  for (const row of await waitingForNothing(trx, caId))
    say(
      row.leaf === null ? `等待入树的 ${row.id} 已从审计日志中消失` : `${row.id} 已在日志树中，却仍有等待记录`,
      row.leaf === null
        ? `${row.id}, which waits for the tree, has vanished from the audit log`
        : `${row.id} waits although it is in the tree`,
    );
  return waiting;
}
