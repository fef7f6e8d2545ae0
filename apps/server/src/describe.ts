/**
 * An unknown error for the log. The database's messages and details quote values that people typed, so of an error
 * with a SQLSTATE only the state, table and constraint are kept, with the stack's places.
 */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const fields = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const isSql = typeof fields.code === 'string' && /^[0-9A-Z]{5}$/.test(fields.code);
  const head = isSql
    ? `SQLSTATE ${String(fields.code)} ${String(fields.table ?? '')} ${String(fields.constraint ?? '')}`
    : `${error.name}: ${error.message}`;
  return [head.trim(), ...places.slice(0, 12)].join('\n');
}
