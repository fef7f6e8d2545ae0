/**
 * An unknown error for the log. A database's messages and a parser's quote values that people typed, so of an error
 * with a SQLSTATE only the state, table and constraint are kept, of a SyntaxError its name; of all, the stack's places.
 */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [headOf(error), ...places.slice(0, 12)].join('\n');
}

function headOf(error: Error & { code?: unknown; constraint?: unknown; table?: unknown }): string {
  const { code, table, constraint } = error;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code))
    return ['SQLSTATE', code, table, constraint].filter((word) => typeof word === 'string').join(' ');
  return error instanceof SyntaxError ? error.name : `${error.name}: ${error.message}`;
}
