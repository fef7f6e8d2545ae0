import { sql } from 'kysely';
import type { DatabaseWatch } from '../../metrics/database.ts';
import type { TestEngine } from '../engines.ts';
import type { OpenDatabase } from '../open.ts';

export interface Lending {
  /** An empty, migrated database, watched as in service; the one that was given back before, when there is one. */
  open(watch: DatabaseWatch): Promise<OpenDatabase>;
  /** Closes what lies here. */
  end(): Promise<void>;
}

/** Lends migrated databases to one test after another: to open one costs more than most tests do. */
export function lend(engine: TestEngine): Lending {
  const idle: Lent[] = [];
  return {
    async open(watch) {
      const lent = idle.pop() ?? (await openLent(engine));
      const { opened } = lent;
      lent.tell(watch);
      const close = async () => {
        try {
          await empty(opened);
        } catch {
          // A test that broke its database keeps it.
          return opened.close();
        }
        idle.push(lent);
      };
      return { ...opened, close };
    },
    async end() {
      await Promise.all(idle.splice(0).map(({ opened }) => opened.close()));
    },
  };
}

interface Lent {
  readonly opened: OpenDatabase;
  /** Who is told of it from now on. */
  tell(watch: DatabaseWatch): void;
}

async function openLent(engine: TestEngine): Promise<Lent> {
  let told: DatabaseWatch | undefined;
  const opened = await engine.open({
    metrics: {
      queried: (...about) => told?.metrics.queried(...about),
      transacted: (...about) => told?.metrics.transacted(...about),
      connected: (...about) => told?.metrics.connected(...about),
    },
    traces: { begin: (...about) => told?.traces?.begin(...about), close: async () => undefined },
  });
  return {
    opened,
    tell: (watch) => {
      told = watch;
    },
  };
}

/** Takes every row away, also those that the product itself never may. */
async function empty({ db, script }: OpenDatabase): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migrations'`.execute(
    db,
  );
  const deletes = rows.map(({ name }) => `delete from ${name};`).join(' ');
  // As a replica no trigger fires: neither those that guard the audit leaves nor the foreign keys' own.
  await script(`begin; set local session_replication_role = replica; ${deletes} commit`);
}
