import { randomUUID as uuid } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrMakeCa } from '../../apps/server/src/ca.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import { type Context, createContext } from '../../apps/server/src/context.ts';
import { migrate } from '../../apps/server/src/db/migrate.ts';
import { openDatabase } from '../../apps/server/src/db/open.ts';
import { createJobs } from '../../apps/server/src/jobs/jobs.ts';
import { loadMasterKey } from '../../apps/server/src/keys/master.ts';
import { loadPortalKey } from '../../apps/server/src/keys/portal.ts';
import { createLog } from '../../apps/server/src/logging.ts';
import type { Handler, Who } from '../../apps/server/src/operation.ts';
import type { Channels } from '../../apps/server/src/payments/channels/create.ts';
import { createFakeGateway, type FakeGateway } from '../../apps/server/src/payments/gatewayForTests.ts';
import { createRecorder } from '../../apps/server/src/web/act.ts';

const connections = 20;
const masterKey = '11'.repeat(32);
export const feeFen = 5000;

export interface Clock {
  now(): Date;
  /** Milliseconds ahead of the world's. */
  readonly aheadMs: number;
  advance(seconds: number): void;
}

/** The server's money without its sockets: real operations and jobs on a real PostgreSQL, between two gateways that keep books of their own. */
export interface Arena {
  readonly ctx: Context;
  readonly url: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly wechat: FakeGateway;
  /** Knows no trade before it is paid. */
  readonly alipay: FakeGateway;
  readonly logged: () => string;
  act(handler: Handler, who: Who, input: unknown): Promise<unknown>;
  /** An unpaid order of an account of its own. */
  order(): Promise<{ readonly id: string; readonly number: string; readonly who: Extract<Who, { kind: 'customer' }> }>;
  staff(): Promise<Extract<Who, { kind: 'staff' }>>;
  deadlocks(): Promise<number>;
  close(): Promise<void>;
}

export async function openMoney(
  url: string,
  dataDir: string,
  clock: () => Date,
  channels: Channels,
  log: Context['log'],
) {
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: url, JIESUO_KEY: masterKey });
  const opened = await openDatabase({ databaseUrl: url, poolSize: connections });
  const { db } = opened;
  const caId = await findOrMakeCa(db, config.caCode);
  const ctx = createContext({
    config,
    db,
    log,
    caId,
    clock,
    masterKey: loadMasterKey(config),
    portalKey: loadPortalKey(dataDir),
    jobs: createJobs({ db, engine: opened.engine, clock }),
    channels,
  });
  return { ctx, opened };
}

export async function openArena(url: string): Promise<Arena> {
  let aheadMs = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + aheadMs),
    get aheadMs() {
      return aheadMs;
    },
    advance: (seconds) => void (aheadMs += seconds * 1000),
  };
  const migrating = await openDatabase({ databaseUrl: url, poolSize: 1 });
  await migrate(migrating);
  await migrating.close();
  const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-money-'));
  const wechat = createFakeGateway('wechat', clock.now);
  const alipay = createFakeGateway('alipay', clock.now, true);
  const lines: string[] = [];
  const log = createLog('error', { write: (line: string) => void lines.push(line) });
  const channels = new Map([
    ['wechat', wechat.channel],
    ['alipay', alipay.channel],
  ] as const);
  const { ctx, opened } = await openMoney(url, dataDir, clock.now, channels, log);
  return {
    ctx,
    url,
    dataDir,
    clock,
    wechat,
    alipay,
    logged: () => lines.splice(0).join(''),
    act: (handler, who, input) => act(ctx, handler, who, input),
    order: () => insertOrder(ctx),
    staff: () => insertStaff(ctx),
    async deadlocks() {
      const rows = await opened.script(
        'select coalesce(sum(deadlocks), 0)::int as deadlocks from pg_stat_database where datname = current_database()',
      );
      return Number(rows[0]?.['deadlocks'] ?? 0);
    },
    async close() {
      await opened.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** As the server's own route calls it, after cookie and shape were checked. */
export function act(ctx: Context, handler: Handler, who: Who, input: unknown): Promise<unknown> {
  const now = ctx.clock();
  const request = { operation: handler.name, who, now, requestId: uuid() };
  const recorder = createRecorder(ctx, request);
  return handler.run(input as never, { ctx, ...request, write: recorder.write } as never);
}

export async function insertOrder(ctx: Context): ReturnType<Arena['order']> {
  const at = ctx.clock();
  const [accountId, ukeyId, id] = [uuid(), uuid(), uuid()];
  const number = `CA20260101${id.replaceAll('-', '').slice(-10).toUpperCase()}`;
  await ctx.db
    .insertInto('accounts')
    .values({
      id: accountId,
      ca_id: ctx.caId,
      mobile_sealed: null,
      mobile_index: null,
      password_hash: '-',
      organisation: '示例公司',
      contact_sealed: '-',
      email_sealed: null,
      created_at: at,
      removed_at: null,
    })
    .execute();
  await ctx.db
    .insertInto('ukeys')
    .values({
      id: ukeyId,
      ca_id: ctx.caId,
      serial: `M${id.slice(-12)}`,
      model: 'jiesuo-virtual',
      certificate: Buffer.of(0),
      fingerprint: id,
      certificate_serial: '01',
      subscriber: '示例公司',
      not_after: new Date(at.getTime() + 365 * 86_400_000),
      contact_sealed: null,
      admin_tries_left: null,
      user_tries_left: null,
      seen_at: null,
      imported_at: at,
      updated_at: at,
    })
    .execute();
  await ctx.db
    .insertInto('orders')
    .values({
      id,
      ca_id: ctx.caId,
      number,
      kind: 'reset',
      account_id: accountId,
      ukey_id: ukeyId,
      ukey_serial: `M${id.slice(-12)}`,
      fingerprint: id,
      certificate_serial: '01',
      certificate_not_after: at,
      customer_name: '示例公司',
      form_sealed: '',
      fee_fen: feeFen,
      status: 'unpaid',
      money: 'unpaid',
      assigned_to: null,
      assigned_until: null,
      decided_by: null,
      decided_at: null,
      created_at: at,
      submitted_at: null,
      expires_at: new Date(at.getTime() + 86_400_000),
      completed_at: null,
    })
    .execute();
  return { id, number, who: { kind: 'customer', accountId, sessionId: uuid() } };
}

async function insertStaff(ctx: Context): ReturnType<Arena['staff']> {
  const staffId = uuid();
  const name = `finance-${staffId.slice(-12)}`;
  await ctx.db
    .insertInto('staff')
    .values({
      id: staffId,
      ca_id: ctx.caId,
      name,
      display_name: name,
      password_hash: '-',
      totp_sealed: '-',
      roles: ['finance'],
      last_log_in_at: null,
      created_at: ctx.clock(),
    })
    .execute();
  return { kind: 'staff', staffId, name, roles: ['finance'], sessionId: uuid() };
}
