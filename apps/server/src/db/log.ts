import type { Logger } from 'pino';

/** What the database and the jobs need of a log: pino's words. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;
