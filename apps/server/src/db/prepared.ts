import { createHash } from 'node:crypto';
import pg from 'pg';

/** Seen so often, a statement is worth a name. */
const seenOften = 3;
/** Named ones stay on every connection until it ends: some 20 kB each. */
const namesMost = 400;
/** What is counted before it has a name; a search with a list of its own is never seen again. */
const countedMost = 2_000;
const lengthMost = 20_000;

const names = new Map<string, string>();
const seen = new Map<string, number>();

/** The name under which a statement is prepared, once it has come often enough; the same text has the same one on every connection. */
function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= namesMost || text.length > lengthMost) return name;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < seenOften) {
    if (seen.size >= countedMost) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  const fresh = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, fresh);
  return fresh;
}

/**
 * Parses and plans what it runs again and again once only for each connection (PostgreSQL: Parse with a name).
 * A migration of another node that changes a table makes the prepared ones of it fail once (0A000, nothing is done): after that all are prepared anew.
 */
export class PreparingClient extends pg.Client {
  #generation = 0;

  override query = ((...given: Parameters<typeof pg.Client.prototype.query>) => {
    const [text, values, ...rest] = given as readonly unknown[];
    // Several statements in one text cannot be prepared.
    const isOne = typeof text === 'string' && !text.includes(';');
    const name = isOne && Array.isArray(values) && rest.length === 0 ? nameOf(text) : undefined;
    if (name === undefined) return super.query(...given);
    const running = super.query({
      name: `${name}${this.#generation}`,
      text: text as string,
      values: values as unknown[],
    });
    return running.catch((error: unknown) => {
      if (isStale(error)) this.#generation += 1;
      throw error;
    });
  }) as typeof pg.Client.prototype.query;
}

/** The plan was made for another shape of its table. */
const isStale = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';
