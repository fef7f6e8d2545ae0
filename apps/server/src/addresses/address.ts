import type { Address } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { Context, Trx } from '../context.ts';
import type { AddressesTable } from '../db/schema/accounts.ts';

export type AddressRow = Selectable<AddressesTable>;

export const openAddress = ({ personal }: Pick<Context, 'personal'>, row: AddressRow): Address => ({
  id: row.id,
  receiver: personal.open(`addresses.receiver_sealed:${row.id}`, row.receiver_sealed),
  mobile: personal.open(`addresses.mobile_sealed:${row.id}`, row.mobile_sealed),
  regionCode: row.region_code,
  region: row.region,
  street: personal.open(`addresses.street_sealed:${row.id}`, row.street_sealed),
  isDefault: row.is_default,
});

/** The columns that hold what a person typed, sealed for the row `id`. */
export const sealAddress = (
  { personal }: Pick<Context, 'personal'>,
  id: string,
  typed: Omit<Address, 'id' | 'isDefault'>,
) => ({
  receiver_sealed: personal.seal(`addresses.receiver_sealed:${id}`, typed.receiver),
  mobile_sealed: personal.seal(`addresses.mobile_sealed:${id}`, typed.mobile),
  region_code: typed.regionCode,
  region: typed.region,
  street_sealed: personal.seal(`addresses.street_sealed:${id}`, typed.street),
});

/** Every change of an account's addresses takes the account's row first: exactly one default, whoever races. */
export const lockAddresses = async (trx: Trx, caId: string, accountId: string): Promise<AddressRow[]> => {
  await trx
    .selectFrom('accounts')
    .select('id')
    .where('ca_id', '=', caId)
    .where('id', '=', accountId)
    .forUpdate()
    .execute();
  return ordered(trx, caId, accountId);
};

/** Default first, then newest first. */
export const ordered = (db: Context['db'] | Trx, caId: string, accountId: string): Promise<AddressRow[]> =>
  db
    .selectFrom('addresses')
    .selectAll()
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .orderBy('is_default', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

/** The old default gives way first: the index allows one at any moment. */
export const dropDefault = (trx: Trx, caId: string, accountId: string) =>
  trx
    .updateTable('addresses')
    .set({ is_default: false })
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .where('is_default', '=', true)
    .execute();
