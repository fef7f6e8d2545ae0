import type { Settings } from '@jiesuo/contract/console';
import { openShelf, ownModels, type Shelf } from '@jiesuo/models';
import type { Kysely, Transaction } from 'kysely';
import type { Logger } from 'pino';
import { type Captcha, createCaptcha } from './captcha/captcha.ts';
import { createReader, type Reader } from './checks/reader/reader.ts';
import type { Config } from './config.ts';
import type { Database } from './db/schema.ts';
import type { Jobs } from './jobs/jobs.ts';
import { type AuditKey, loadAuditKey } from './keys/audit.ts';
import type { Root } from './keys/keyring.ts';
import type { PortalKey } from './keys/portal.ts';
import { createFiles, type Files } from './materials/files.ts';
import { openStores } from './materials/store/open.ts';
import { tellOfFiles } from './materials/told.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { type Channels, createChannels } from './payments/channels/create.ts';
import { watchChannels } from './payments/channels/watch.ts';
import { createPersonal, type Personal } from './personal/personal.ts';
import { readSettings } from './settings/read.ts';
import { createSms, type Sms } from './sms/queue.ts';
import { receiptSecret } from './sms/receiptSecret.ts';
import { createTexts, type Texts } from './texts/versions.ts';
import { noTraces, type Traces } from './traces/traces.ts';
import type { Watch } from './traces/watch.ts';
import { createVault, type Vault } from './vault/vault.ts';

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
  readonly metrics: Metrics;
  readonly traces: Traces;
  /** Personal data: sealed fields and blind indexes. */
  readonly personal: Personal;
  readonly files: Files;
  /** Queues work in the transaction that needs it. */
  readonly jobs: Pick<Jobs, 'send'>;
  /** Reads materials in a process of its own, which ends when it has nothing to do. */
  readonly documentReader: Reader;
  /** The payment gateways that this installation has, by name; none when customers pay by bank transfer alone. */
  readonly channels: Channels;
  readonly sms: Sms;
  /** The part of the address to which a provider posts its reports that only it knows. */
  readonly receiptSecret: (provider: 'aliyun' | 'tencent') => string;
  /** Work that strangers do before a code is sent. */
  readonly captcha: Captcha;
  readonly vault: Vault;
  /** What is known of UKey models; a file that is added counts without a restart. */
  readonly models: Pick<Shelf, 'models' | 'find'>;
  /** Signs tickets and receipts. */
  readonly portalKey: PortalKey;
  /** Seals leaves and signs the audit log's checkpoints. */
  readonly auditKey: AuditKey;
  /** Current settings, defaults filled in; read inside a transaction when a decision hangs on them. */
  readonly settings: (db?: Db | Trx) => Promise<Settings>;
  /** What staff have published, as it holds now; every node sees a publication at its next read. */
  readonly texts: (db?: Db | Trx) => Promise<Texts>;
}

export interface ContextParts {
  readonly config: Config;
  readonly db: Db;
  readonly log: Logger;
  readonly caId: string;
  readonly clock: () => Date;
  /** What every sealing key is derived from. */
  readonly masterKey: Root;
  readonly portalKey: PortalKey;
  readonly jobs: Pick<Jobs, 'send'>;
  /** Nobody reads the figures of a single act, which has none. */
  readonly watch?: Watch;
  /** Others than the configured ones, for tests. */
  readonly channels?: Channels;
}

/** The only place that constructs. */
export function createContext({
  config,
  db,
  log,
  caId,
  clock,
  masterKey,
  portalKey,
  jobs,
  watch = { metrics: createMetrics(), traces: noTraces },
  channels = createChannels(config, clock),
}: ContextParts): Context {
  const personal = createPersonal(masterKey);
  return {
    config,
    db,
    log,
    caId,
    clock,
    ...watch,
    personal,
    jobs,
    documentReader: createReader(),
    channels: watchChannels(channels, { ...watch, log }),
    files: tellOfFiles(createFiles(openStores(config), { personal }), watch),
    sms: createSms({ caId, personal, clock, jobs, hasMail: config.mail !== undefined }),
    receiptSecret: (provider) => receiptSecret(masterKey, provider),
    captcha: createCaptcha(masterKey, config.isCaptchaOn, { caId, personal }),
    vault: createVault(masterKey),
    models: openShelf([ownModels, config.modelsDir]),
    portalKey,
    auditKey: loadAuditKey(config.dataDir, config.audit.origin),
    settings: (from = db) => readSettings(from, caId),
    texts: createTexts({ db, caId, clock }),
  };
}
