import { v7 as uuid } from 'uuid';
import type { Context } from '../../context.ts';
import { StartFault } from '../../startFault.ts';
import { createRecorder } from '../../web/act.ts';
import { markOf, writeShare } from '../shares/share.ts';
import { splitRoot } from '../shares/split.ts';
import type { Holder } from './holder.ts';
import { unwrapWith } from './open.ts';
import { addWrap, type RootWrap, readAllWraps, readWraps, retireWraps } from './wraps.ts';

type Ground = Pick<Context, 'db' | 'caId' | 'auditKey' | 'clock'>;

/** Each leaves its leaf: who has the shell and a key did it. */
const recorder = (ctx: Ground, operation: string) =>
  createRecorder(ctx, { operation, who: { kind: 'anyone' }, now: ctx.clock(), requestId: uuid() });

/**
 * Wraps the root key with a new key of `holder`; what is sealed stays as it is, and so does every older wrap until `retire`.
 * The key is kept before the database knows of it: killed in between, the next call takes that key.
 * @returns the new wrapping key. @throws {StartFault} when the holder makes none, or does not open what it wrapped.
 */
export async function rotate(ctx: Ground, root: Buffer, holder: Holder): Promise<string> {
  const used = new Set(
    (await readAllWraps(ctx.db)).filter((one) => one.wrapped_by === holder.kind).map((one) => one.wrapping_key),
  );
  const [newest] = await holder.keys();
  const key = newest !== undefined && !used.has(newest) ? newest : await holder.make();
  const wrapped = await holder.wrap(key, root);
  const again = await holder.unwrap(key, wrapped);
  if (!again?.equals(root))
    throw new StartFault(
      '新的密钥打不开它自己包裹的内容，没有更换',
      'the new key does not open its own wrap; nothing was changed',
    );
  again.fill(0);
  await recorder(ctx, 'vault.rotate').write(async (trx, leaf) => {
    const isAdded = await addWrap(trx, { by: holder.kind, wrappingKey: key, wrapped }, ctx.clock());
    leaf({ subject: key, detail: { wrappedBy: holder.kind, isAdded } });
  });
  return key;
}

export interface SplitShare {
  readonly text: string;
  readonly mark: string;
}

/** Wraps the root key with a key that `made` custodians share, any `needed` of whom bring it back. The shares are nowhere but in what this returns. */
export async function split(
  ctx: Ground,
  root: Buffer,
  shares: { readonly needed: number; readonly made: number },
): Promise<{ readonly set: string; readonly shares: readonly SplitShare[] }> {
  const done = await splitRoot(root, shares);
  await recorder(ctx, 'vault.split').write(async (trx, leaf) => {
    await addWrap(trx, { by: 'shares', wrappingKey: done.set, wrapped: done.wrapped, shares }, ctx.clock());
    leaf({ subject: done.set, detail: { ...shares, marks: done.shares.map(markOf) } });
  });
  return { set: done.set, shares: done.shares.map((one) => ({ text: writeShare(one), mark: markOf(one) })) };
}

/**
 * Takes every wrap away but the newest, which must be proven to open here: by a holder, or by `proven`, the set whose shares were just given.
 * Run again, it also clears retired keys from a key file that a kill left there.
 * @returns how many wraps went. @throws {StartFault} when the newest is not proven.
 */
export async function retire(
  ctx: Ground,
  holders: readonly Holder[],
  proven: string | undefined,
): Promise<{ readonly kept: RootWrap; readonly retired: number }> {
  const [kept, ...older] = await readWraps(ctx.db);
  const isProven =
    kept && (kept.wrapped_by === 'shares' ? kept.wrapping_key === proven : await unwrapWith([kept], holders));
  if (!kept || !isProven)
    throw new StartFault(
      '本机的设置打不开最新的包裹，没有停用任何旧密钥',
      'what this machine has does not open the newest wrap; no older key was retired',
    );
  const retired = await recorder(ctx, 'vault.retire').write(async (trx, leaf) => {
    const ids = older.map((one) => one.id);
    const count = await retireWraps(trx, ids, ctx.clock());
    leaf({
      subject: kept.wrapping_key,
      detail: { kept: kept.wrapped_by, retired: older.map((one) => one.wrapping_key) },
    });
    return count;
  });
  const gone = (await readAllWraps(ctx.db)).filter((one) => one.retired_at !== null);
  for (const holder of holders)
    holder.drop?.(gone.filter((one) => one.wrapped_by === holder.kind).map((one) => one.wrapping_key));
  return { kept, retired };
}

/** Custodians opened a node. */
export const tellUnsealed = (ctx: Ground, set: string, marks: readonly string[]): Promise<void> =>
  recorder(ctx, 'vault.unseal').write(async (_trx, leaf) => {
    leaf({ subject: set, detail: { marks } });
  });
