import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '../../context.ts';
import { StartFault } from '../../startFault.ts';
import { checkRootKey } from '../check.ts';
import { type Holder, rootBytes } from './holder.ts';
import { addWrap, type OpenWrap, readAllWraps } from './wraps.ts';

/** Nodes that start together on a new database make one root key. */
const LOCK = 7_153_302;

export interface Opened {
  readonly root: Buffer;
  readonly wrap: OpenWrap;
  readonly holder: Holder;
}

/**
 * Opens the root key with whatever holder has a key for one of its wraps, the newest first.
 * @returns undefined when none has.
 */
export async function unwrapWith(wraps: readonly OpenWrap[], holders: readonly Holder[]): Promise<Opened | undefined> {
  let away: unknown;
  for (const wrap of wraps)
    for (const holder of holders.filter((one) => one.kind === wrap.wrapped_by))
      try {
        const root = await holder.unwrap(wrap.wrapping_key, wrap.wrapped);
        if (root) return { root, wrap, holder };
      } catch (error) {
        // Another holder may have a key for it: a file beside an HSM that is away.
        away = error;
      }
  if (away) throw away;
  return undefined;
}

/** What stands where the operator gave no key: one file beside the data, which a second layer would not separate from it. */
export interface FirstRoot {
  /** The master key that an installation of before the wraps sealed everything with; undefined without one. */
  readonly master: Buffer | undefined;
  readonly isMasterGiven: boolean;
}

/**
 * Makes the first wrap where there is none. What an older version sealed was sealed under the master key itself: that is the root key then,
 * and stays it. A new installation gets one at random, which no key file ever held.
 * @throws {StartFault} when the master key is not the one that stored data was sealed with, or there is no holder.
 */
export function ensureRoot(db: Db, holders: readonly Holder[], first: FirstRoot, now: Date): Promise<void> {
  return db.transaction().execute(async (trx) => {
    if ((await readAllWraps(trx)).length > 0) return;
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx);
    if ((await readAllWraps(trx)).length > 0) return;
    const isOld = await hasData(trx);
    const root = (isOld || !first.isMasterGiven) && first.master ? first.master : randomBytes(rootBytes);
    if (isOld && !first.master)
      throw new StartFault(
        '数据库中已有用主密钥加密的数据：请先设置 JIESUO_KEY_FILE，再用 vault rotate 改用 HSM',
        'the stored data was sealed with a master key: set JIESUO_KEY_FILE first, then go to the HSM by vault rotate',
      );
    if (isOld) await checkRootKey(trx, root);
    const [holder] = holders;
    if (!holder)
      throw new StartFault(
        '新的安装需要主密钥或 HSM：之后才能用 vault split 分给多人保管',
        'a new installation needs a master key or an HSM; it is split among custodians afterwards, by vault split',
      );
    const wrappingKey = (await holder.keys())[0] ?? (await holder.make());
    await addWrap(trx, { by: holder.kind, wrappingKey, wrapped: await holder.wrap(wrappingKey, root) }, now);
  });
}

/** A server that ran here has its CA's row. */
const hasData = async (trx: Trx): Promise<boolean> =>
  (await trx.selectFrom('cas').select('id').limit(1).executeTakeFirst()) !== undefined;
