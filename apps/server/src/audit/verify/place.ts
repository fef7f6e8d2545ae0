import { leafHash } from '../merkle/hash.ts';
import { columnsThatDiffer } from './entry.ts';
import type { Findings } from './findings.ts';
import type { PlaceRow } from './stored.ts';

export interface Told {
  readonly hasDatabase: boolean;
  readonly place: PlaceRow | undefined;
  readonly mirrored: Buffer | undefined;
  readonly tile: Buffer | undefined;
}

/** What stands at one place, by all that tell of it; whoever differs from most of them is named. */
export function judgePlace(
  index: number,
  { hasDatabase, place, mirrored, tile }: Told,
  { say }: Findings,
): { readonly hash: Buffer | undefined; readonly entry: Buffer | undefined } {
  const entry = place?.leaf ? Buffer.from(place.leaf.entry) : undefined;
  const ofEntry = entry && leafHash(entry);
  const ofMirror = mirrored && (entry?.equals(mirrored) ? ofEntry : leafHash(mirrored));
  const hash = mostOf([tile, ofMirror, place?.hash, ofEntry]);
  const isWrong = (told: Buffer | undefined) => told !== undefined && hash?.equals(told) === false;
  const at = place?.leaf ? `${place.leaf.operation}，${place.leaf.at}` : (place?.leafId ?? '');
  if (hasDatabase && !place)
    say(`第 ${index} 条在日志树中的位置被删除`, `the place of entry ${index} was removed from the tree`);
  if (place && !place.leaf)
    say(
      `第 ${index} 条（${place.leafId}）已从审计日志中删除`,
      `entry ${index} (${place.leafId}) was deleted from the audit log`,
    );
  if (isWrong(ofEntry))
    say(`第 ${index} 条（${at}）的内容被改动或被调换`, `entry ${index} (${at}) was changed or swapped`);
  if (isWrong(place?.leaf?.leaf_hash))
    say(`第 ${index} 条（${at}）的哈希一栏被改动`, `the hash column of entry ${index} (${at}) was changed`);
  if (isWrong(place?.hash))
    say(
      `第 ${index} 条在日志树中的哈希被改动或被调换`,
      `the hash of entry ${index} in the tree was changed or swapped`,
    );
  if (isWrong(ofMirror)) say(`镜像中的第 ${index} 条被改动`, `entry ${index} in the mirror was changed`);
  if (isWrong(tile)) say(`镜像中第 ${index} 条的哈希被改动`, `the hash of entry ${index} in the mirror was changed`);
  const columns = place?.leaf ? columnsThatDiffer(place.leaf) : [];
  if (columns.length > 0)
    say(
      `第 ${index} 条（${at}）的 ${columns.join('、')} 与已签名的内容不符`,
      `${columns.join(', ')} of entry ${index} (${at}) is not what was signed`,
    );
  if (place?.leaf && place.leaf.id !== place.leafId)
    say(`第 ${index} 条指向另一条日志`, `the place of entry ${index} names another leaf`);
  const right = [mirrored, entry].find((one) => one && hash?.equals(leafHash(one)));
  return { hash, entry: right };
}

/** Most of them; of those told equally often the first named: a swap in the database moves its two at once. */
function mostOf(hashes: readonly (Buffer | undefined)[]): Buffer | undefined {
  const told = hashes.filter((hash) => hash !== undefined);
  const [first] = told;
  if (!first || told.every((hash) => hash.equals(first))) return first;
  const countOf = (hash: Buffer) => told.filter((other) => other.equals(hash)).length;
  return told.reduce((best, hash) => (countOf(hash) > countOf(best) ? hash : best));
}
