import { sql } from 'kysely';
import type { Db } from '../../context.ts';
import { type Finding, found, type Surroundings, tried } from './finding.ts';
import { checkEmbedded } from './ground.ts';

/** Asks PostgreSQL itself; nothing is migrated or written. */
export async function checkDatabase({ config }: Surroundings): Promise<readonly Finding[]> {
  const { databaseUrl, database, dataDir } = config;
  if (databaseUrl === undefined || database.target === undefined) return checkEmbedded(dataDir);
  const { tls, hosts } = database.target;
  return tried('DATABASE_URL', async () => {
    const { openPostgres } = await import('../../db/postgres.ts');
    const { db, close } = await openPostgres({ databaseUrl, settings: database, poolSize: 1 });
    try {
      const facts = await factsOf(db);
      return [
        found(
          'DATABASE_URL',
          'good',
          `PostgreSQL ${facts.version} 可以连接（${hosts.join('、')}）`,
          `PostgreSQL ${facts.version} answers (${hosts.join(', ')})`,
        ),
        tlsFinding(tls, facts.isEncrypted, config.isProduction),
        ...writeFindings(facts),
        poolFinding(database.poolSize, facts.connectionsMost),
        standbyFinding(facts),
        await schemaFinding(db),
      ];
    } finally {
      await close();
    }
  });
}

interface Facts {
  readonly version: string;
  readonly isEncrypted: boolean | null;
  readonly isReadOnly: boolean;
  readonly connectionsMost: number;
  readonly commit: string;
  readonly names: string;
  readonly inStep: number;
  readonly standbys: number;
}

/** Roles without pg_monitor see that there are standbys, not how they follow: those count as none in step. */
async function factsOf(db: Db): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select current_setting('server_version') as version,
      (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as "isEncrypted",
      current_setting('transaction_read_only') = 'on' as "isReadOnly",
      current_setting('max_connections')::int as "connectionsMost",
      current_setting('synchronous_commit') as commit,
      current_setting('synchronous_standby_names') as names,
      (select count(*) filter (where sync_state in ('sync', 'quorum')) from pg_stat_replication) as "inStep",
      (select count(*) from pg_stat_replication) as standbys`.execute(db);
  const [facts] = rows;
  if (!facts) throw new Error('PostgreSQL said nothing of itself');
  return facts;
}

function tlsFinding(tls: string, isEncrypted: boolean | null, isProduction: boolean): Finding {
  const subject = 'DATABASE_URL';
  if (!isEncrypted)
    return found(
      subject,
      'note',
      '与数据库的连接没有加密：只适合本机或自己的内网',
      'the connection is not encrypted: good for this machine or a network of your own',
    );
  if (tls === 'unverified')
    return found(
      subject,
      isProduction ? 'wrong' : 'note',
      'sslmode=require 加密但不核对对方是谁：请用 verify-full 和 DATABASE_CA_FILE',
      'sslmode=require encrypts without knowing to whom: use verify-full and DATABASE_CA_FILE',
    );
  return found(subject, 'good', '连接已加密，证书已核对', 'the connection is encrypted and the certificate verified');
}

const writeFindings = ({ isReadOnly }: Facts): readonly Finding[] =>
  isReadOnly
    ? [
        found(
          'DATABASE_URL',
          'wrong',
          '数据库现在只读：办理会被拒绝',
          'the database is read-only now: acts are refused',
        ),
      ]
    : [];

const poolFinding = (poolSize: number, connectionsMost: number): Finding =>
  found(
    'DATABASE_POOL',
    poolSize > connectionsMost - 10 ? 'wrong' : 'good',
    `每个节点 ${poolSize} 个连接，数据库最多 ${connectionsMost} 个`,
    `${poolSize} connections of each node, ${connectionsMost} the database has`,
  );

function standbyFinding({ names, standbys, inStep, commit }: Facts): Finding {
  const subject = 'synchronous_standby';
  if (names === '')
    return found(
      subject,
      'note',
      '没有同步备库：主库损坏时，最后几秒已答复的办理可能丢失',
      'no synchronous standby: acts answered in the last seconds can be lost with the primary',
    );
  if (commit === 'off' || commit === 'local')
    return found(
      subject,
      'wrong',
      `synchronous_commit=${commit}：不等备库就答复`,
      `synchronous_commit=${commit}: answers do not wait for the standby`,
    );
  if (Number(inStep) === 0)
    return found(
      subject,
      'note',
      `要求同步备库，但现在看到 0 个（共 ${standbys} 个）：没有时办理会停住；或本用户缺少 pg_monitor 权限`,
      `synchronous standbys are asked for and none of ${standbys} is seen: without one acts stand still; or this role lacks pg_monitor`,
    );
  return found(subject, 'good', `同步备库 ${inStep} 个`, `${inStep} synchronous standby`);
}

async function schemaFinding(db: Db): Promise<Finding> {
  const { pending } = await import('../../db/migrate.ts');
  const files = await pending(db);
  return files.length === 0
    ? found('migrations', 'good', '数据库是本程序的版本', "the database has this program's version")
    : found(
        'migrations',
        'note',
        `有 ${files.length} 个迁移未执行，启动时执行；先看 migrate --plan`,
        `${files.length} migrations run at the next start; see migrate --plan`,
      );
}
