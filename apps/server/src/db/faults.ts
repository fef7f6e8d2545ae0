import pg from 'pg';

/**
 * What an error of the database means for whoever asked.
 * `race`, `stale`, `busy`, `read_only`: the server said that nothing was done. `gone`: the connection ended; whether anything was done depends on what
 * was asked, which only `pool.ts` knows: it tells `unknown` where something may have been.
 */
export type DatabaseFault = 'race' | 'stale' | 'busy' | 'read_only' | 'gone' | 'unknown';

/** A COMMIT, or a statement that commits by itself, was sent and its answer never came: it must not be sent again unasked. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the connection ended before the database said whether it was done', { cause });
    this.name = 'OutcomeUnknown';
  }
}

/** The host answers, and is not the one that takes writes. */
export class ReadOnlyHost extends Error {
  constructor() {
    super('this database host is read-only');
    this.name = 'ReadOnlyHost';
  }
}

/** No answer within the time in which the server itself would have given up: the network swallows what is sent. */
export class Silent extends Error {
  constructor() {
    super('the database connection is silent');
    this.name = 'Silent';
  }
}

/** SQLSTATEs, PostgreSQL's appendix A. */
const states: Readonly<Record<string, DatabaseFault>> = {
  '40001': 'race',
  '40P01': 'race',
  '25006': 'read_only',
  '55P03': 'busy',
  '57014': 'busy',
  '53300': 'gone',
  '57P01': 'gone',
  '57P02': 'gone',
  '57P03': 'gone',
  '57P05': 'gone',
  '25P03': 'gone',
};
/** A whole class: connection exceptions. */
const connectionClass = /^08/;
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** pg has no codes for these. */
const sentences =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect)/;

/** @returns undefined for what is no fault of the database's state or way: a constraint, a mistake in a statement. */
export function faultOf(error: unknown): DatabaseFault | undefined {
  if (error instanceof OutcomeUnknown) return 'unknown';
  if (error instanceof ReadOnlyHost) return 'read_only';
  if (error instanceof Silent) return 'gone';
  if (error instanceof AggregateError) return faultOf(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  if (error instanceof pg.DatabaseError) {
    if (error.code === '0A000') return error.routine === 'RevalidateCachedQuery' ? 'stale' : undefined;
    return error.code !== undefined && connectionClass.test(error.code) ? 'gone' : states[error.code ?? ''];
  }
  // A file that is missing is no database that is: only what a socket or a name look-up says counts.
  if (typeof code === 'string' && systemCodes.has(code)) return isOfNetwork(syscall) ? 'gone' : undefined;
  // The embedded engine, and tests, give the state alone.
  if (typeof code === 'string' && /^(40001|40P01)$/.test(code)) return 'race';
  return sentences.test(error.message) ? 'gone' : undefined;
}

const isOfNetwork = (syscall: unknown): boolean =>
  typeof syscall === 'string' && /^(connect|read|write|getaddrinfo)$/.test(syscall);
