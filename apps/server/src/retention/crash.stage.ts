import { v7 as uuid } from 'uuid';
import { findOrMakeCa } from '../ca.ts';
import { readConfig } from '../config.ts';
import { type Context, createContext } from '../context.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { createJobs } from '../jobs/jobs.ts';
import { loadMasterKey } from '../keys/master.ts';
import { loadPortalKey } from '../keys/portal.ts';
import { createLog } from '../logging.ts';
import { keepPages } from '../materials/keep.ts';
import { type Verified, verifyFiles } from '../materials/verify.ts';
import { applyRetention } from './apply.ts';

/** What it says at its end. */
export interface Said extends Verified {
  readonly drafts: number;
  readonly deletions: number;
}

/** A program for the test of kills: deletes a draft that is due, and kills itself where it is told to. */
const { dies, ...env } = JSON.parse(process.argv[2] ?? '{}') as { dies?: 'in_transaction' | 'between_files' };
const config = readConfig(env);
const opened = await openDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl });
await migrate(opened);
const { db, engine } = opened;
const clock = () => new Date();
const ctx = createContext({
  config,
  db,
  log: createLog('silent'),
  caId: await findOrMakeCa(db, config.caCode),
  clock,
  masterKey: loadMasterKey(config),
  portalKey: loadPortalKey(config.dataDir),
  jobs: createJobs({ db, engine, clock }),
});
if (dies) await leaveDraft(ctx);
await applyRetention(dies ? dyingAt(dies) : ctx);
const count = async (table: 'drafts' | 'deletions') => (await db.selectFrom(table).select('id').execute()).length;
const said: Said = {
  ...(await verifyFiles(ctx, true)),
  drafts: await count('drafts'),
  deletions: await count('deletions'),
};
process.stdout.write(`${JSON.stringify(said)}\n`);
await opened.close();

function dyingAt(where: 'in_transaction' | 'between_files'): Context {
  const die = (): never => {
    process.kill(process.pid, 'SIGKILL');
    throw new Error('still here');
  };
  let removed = 0;
  return where === 'in_transaction'
    ? { ...ctx, personal: { ...ctx.personal, index: die } }
    : { ...ctx, files: { ...ctx.files, remove: async (key) => (removed++ === 0 ? ctx.files.remove(key) : die()) } };
}

/** A draft of last month, with a material of two files. */
async function leaveDraft({ caId }: Context): Promise<void> {
  const at = new Date(Date.now() - 30 * 24 * 3_600_000);
  const [account_id, draft_id, material_id] = [uuid(), uuid(), uuid()];
  await db
    .insertInto('accounts')
    .values({
      id: account_id,
      ca_id: caId,
      mobile_sealed: null,
      mobile_index: null,
      password_hash: '-',
      organisation: '-',
      contact_sealed: '-',
      email_sealed: null,
      notice_mail_sealed: null,
      created_at: at,
      removed_at: null,
    })
    .execute();
  const draft = { id: draft_id, ca_id: caId, account_id, ukey: null, form_sealed: '-', created_at: at, updated_at: at };
  await db.insertInto('drafts').values(draft).execute();
  const picture = Buffer.from('a picture');
  const pages = await keepPages(ctx, { mediaType: 'image/png', kept: picture, pages: [picture] });
  await db
    .insertInto('materials')
    .values({
      id: material_id,
      ca_id: caId,
      account_id,
      draft_id,
      order_id: null,
      kind: 'id_card',
      media_type: 'image/png',
      pages: 1,
      bytes: picture.length,
      uploaded_sha256: '-',
      kept_sha256: '-',
      reason: null,
      uploaded_at: at,
      replaced_at: null,
    })
    .execute();
  await db
    .insertInto('files')
    .values(pages.map((page) => ({ ...page, id: uuid(), ca_id: caId, material_id, created_at: at })))
    .execute();
}
