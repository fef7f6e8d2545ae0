import type { Settings } from '@jiesuo/contract/console';
import type { Kysely, Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './db/schema.ts';
import type { Files } from './materials/files.ts';
import type { Personal } from './personal/personal.ts';
import type { Sms } from './sms/queue.ts';
import type { Vault } from './vault/vault.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/** All that operations work with. Made once, in `main.ts`; only `ceremonies/` and `ukeys/import.ts` touch `vault`. */
export interface Context {
  readonly config: Config;
  readonly db: Db;
  readonly log: Logger;
  /** The one CA of this installation; every query names it. */
  readonly caId: string;
  readonly clock: () => Date;
  /** Personal data: sealed fields and blind indexes. */
  readonly personal: Personal;
  readonly files: Files;
  readonly sms: Sms;
  readonly vault: Vault;
  /** Current settings, defaults filled in; read inside a transaction when a decision hangs on them. */
  readonly settings: (db?: Db | Trx) => Promise<Settings>;
}
