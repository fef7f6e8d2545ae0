import type { Db, Trx } from '../../context.ts';
import { StartFault } from '../../startFault.ts';
import { checkRootKey } from '../check.ts';
import { loadMasterKey } from '../master.ts';
import { type Held, type KeyPlaces, openHolders } from './holders.ts';
import { ensureRoot, type Opened, unwrapWith } from './open.ts';
import { type OpenWrap, readAllWraps, readWraps } from './wraps.ts';

/** Nothing is `opened` where only custodians' shares open it, and `VAULT_UNSEAL` says that they will. */
export type Begun = { readonly opened: Opened } | { readonly opened: undefined; readonly wraps: readonly OpenWrap[] };

/**
 * Opens the root key by what the settings name, making the first one where there is none.
 * @throws {StartFault} when nothing that the settings name opens it, or what it opens is not what stored data was sealed with.
 */
export async function beginRoot(
  db: Db,
  { vault }: Pick<KeyPlaces, 'vault'>,
  { holders, first }: Held,
  now: Date,
): Promise<Begun> {
  await ensureRoot(db, holders, first, now);
  const wraps = await readWraps(db);
  const opened = await unwrapWith(wraps, holders);
  if (!opened) {
    if (!vault.isUnsealedByShares || !wraps.some((one) => one.wrapped_by === 'shares')) throw another();
    return { opened, wraps };
  }
  await checkRootKey(db, opened.root);
  return { opened };
}

/** After a restore: that what was restored opens here. Shares are asked for at the start only. @throws {StartFault} */
export async function checkKeys(trx: Db | Trx, config: KeyPlaces): Promise<void> {
  const wraps = await readWraps(trx);
  // A backup of before the wraps.
  if (wraps.length === 0 && (await readAllWraps(trx)).length === 0) return checkRootKey(trx, loadMasterKey(config));
  const { holders, close } = openHolders(config);
  try {
    const opened = await unwrapWith(wraps, holders);
    if (opened) return await checkRootKey(trx, opened.root);
    if (!config.vault.isUnsealedByShares) throw another();
  } finally {
    close();
  }
}

const another = () =>
  new StartFault(
    '主密钥或 HSM 与数据库中的根密钥不符，请恢复原来的主密钥或 HSM',
    'neither the master key nor the HSM is one that the root key was wrapped with; restore that one',
  );
