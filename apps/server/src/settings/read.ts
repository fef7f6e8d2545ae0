import { type Settings, settingShapes } from '@jiesuo/contract/console';
import type { Db, Trx } from '../context.ts';
import { defaults } from './defaults.ts';

/**
 * Current settings of one CA, defaults filled in. Give the transaction when a decision hangs on them.
 * A value that no longer fits its shape (kept from an older release) counts as never set, so that an upgrade cannot stop the service.
 */
export async function readSettings(db: Db | Trx, caId: string): Promise<Settings> {
  const rows = await db.selectFrom('settings').select(['key', 'value']).where('ca_id', '=', caId).execute();
  const found: Record<string, unknown> = {};
  for (const { key, value } of rows) {
    const parsed = isSetting(key) ? settingShapes[key].safeParse(value) : undefined;
    if (parsed?.success) found[key] = parsed.data;
  }
  return { ...defaults, ...found };
}

const isSetting = (key: string): key is keyof typeof settingShapes => Object.hasOwn(settingShapes, key);
