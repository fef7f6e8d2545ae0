import { z } from 'zod';
import { StartFault } from '../../startFault.ts';
import { storeNames } from './store.ts';

const word = z.string().min(1).max(200).optional();
const bucket = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
  .optional();

/** The settings of stored files and of backups; `config.ts` spreads them into its own. */
export const storeVariables = {
  /** Where new files go. Both stores are read while both are known. */
  FILES_STORE: z.enum(storeNames).default('disk'),
  /** Of an S3-compatible store; without it, the one of the SDK for the region. */
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .refine((u) => new URL(u).origin === u.replace(/\/$/, ''), 'an origin without a path')
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('us-east-1'),
  S3_BUCKET: bucket,
  S3_KEY_ID: word,
  /** One of the two: a file (0600), or the secret itself. */
  S3_SECRET_FILE: word,
  S3_SECRET: word,
  /** `on`: `endpoint/bucket/object`; `off`: the bucket is part of the host name, as public clouds want it. */
  S3_PATH_STYLE: z.enum(['on', 'off']).default('on'),
  /** Who may read backups: public keys of age, separated by commas. */
  BACKUP_RECIPIENTS: z
    .string()
    .regex(/^age1[0-9a-z]+(\s*,\s*age1[0-9a-z]+)*$/)
    .optional(),
  /** The bucket of `backup --to s3`, on the same store; best not the files' own. */
  BACKUP_BUCKET: bucket,
};

export interface S3Settings {
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string | undefined;
  readonly secretFile: string | undefined;
  readonly isPathStyle: boolean;
}

const shape = z.object(storeVariables);

/** @throws {StartFault} with one sentence when a setting is missing. */
export function readStores(c: z.output<typeof shape>) {
  return {
    store: c.FILES_STORE,
    s3: readS3(c),
    backup: { recipients: c.BACKUP_RECIPIENTS?.split(',').map((one) => one.trim()) ?? [], bucket: c.BACKUP_BUCKET },
  };
}

function readS3(c: z.output<typeof shape>): (S3Settings & { readonly bucket: string | undefined }) | undefined {
  const isWanted = c.FILES_STORE === 's3' || c.S3_BUCKET !== undefined || c.BACKUP_BUCKET !== undefined;
  if (!isWanted) return undefined;
  if (c.FILES_STORE === 's3' && c.S3_BUCKET === undefined) throw lacking('S3_BUCKET');
  if (c.S3_KEY_ID === undefined) throw lacking('S3_KEY_ID');
  if (c.S3_SECRET === undefined && c.S3_SECRET_FILE === undefined) throw lacking('S3_SECRET_FILE');
  if (c.S3_SECRET !== undefined && c.S3_SECRET_FILE !== undefined)
    throw new StartFault(
      'S3_SECRET 和 S3_SECRET_FILE 只能设置一个',
      'set one of S3_SECRET and S3_SECRET_FILE, not both',
    );
  return {
    endpoint: c.S3_ENDPOINT,
    region: c.S3_REGION,
    bucket: c.S3_BUCKET,
    keyId: c.S3_KEY_ID,
    secret: c.S3_SECRET,
    secretFile: c.S3_SECRET_FILE,
    isPathStyle: c.S3_PATH_STYLE === 'on',
  };
}

const lacking = (variable: string) =>
  new StartFault(`使用对象存储必须设置 ${variable}`, `the object store needs the setting ${variable}`);
