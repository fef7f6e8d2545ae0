import { z } from 'zod';
import { type DatabaseTarget, readDatabaseUrl } from './url.ts';

const seconds = (most: number) => z.coerce.number().int().min(1).max(most);

/** The settings of PostgreSQL in the environment; `config.ts` spreads them into its own. The embedded database has none. */
export const databaseVariables = {
  /** `postgres://…`, several hosts separated by commas; without it the embedded database in DATA_DIR is used. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  /** Connections of this node at most. All nodes together stay below the server's `max_connections`. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(500).default(10),
  /** How long a connection is tried for before a request is answered with 503. */
  DATABASE_CONNECT_SECONDS: seconds(60).default(5),
  /** A statement that runs longer is cancelled by the server. Migrations and backups take their time. */
  DATABASE_STATEMENT_SECONDS: seconds(600).default(30),
  /** How long a statement waits for a row or a table that somebody else changes. */
  DATABASE_LOCK_SECONDS: seconds(600).default(10),
  /** Connections that nobody uses are closed after this. */
  DATABASE_IDLE_SECONDS: seconds(3600).default(30),
  /** Certificates (PEM) of the authority that signed the database's; without it, those of the system. */
  DATABASE_CA_FILE: z.string().min(1).optional(),
} as const;

const shape = z.object(databaseVariables);
type Variables = z.output<typeof shape>;

export interface DatabaseSettings {
  readonly poolSize: number;
  readonly connectSeconds: number;
  readonly statementSeconds: number;
  readonly lockSeconds: number;
  readonly idleSeconds: number;
  /** Undefined: the embedded database. */
  readonly target: DatabaseTarget | undefined;
}

/** @throws StartFault with one sentence for a person. */
export function readDatabase(c: Variables, isProduction: boolean): DatabaseSettings {
  return {
    poolSize: c.DATABASE_POOL,
    connectSeconds: c.DATABASE_CONNECT_SECONDS,
    statementSeconds: c.DATABASE_STATEMENT_SECONDS,
    lockSeconds: c.DATABASE_LOCK_SECONDS,
    idleSeconds: c.DATABASE_IDLE_SECONDS,
    target:
      c.DATABASE_URL === undefined
        ? undefined
        : readDatabaseUrl(c.DATABASE_URL, { isProduction, caFile: c.DATABASE_CA_FILE }),
  };
}

/** Of whoever opens a database by its URL alone: tests, and single acts. */
export const databaseOf = (url: string): DatabaseSettings => readDatabase(shape.parse({ DATABASE_URL: url }), false);
