import type { Context, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';

/** What the same request did before, where its transaction found that out. */
export class DoneBefore extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super('the same Idempotency-Key was used before');
    this.answer = answer;
  }
}

export interface OnceRequest {
  readonly keyId: string;
  readonly idempotencyKey: string;
  readonly operation: string;
  /** Everything that the request asked for, as text. */
  readonly input: string;
  readonly now: Date;
}

/** @throws Refusal `idempotency_key_needed` */
export function idempotencyKeyOf(header: unknown): string {
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(header)) throw new Refusal('idempotency_key_needed');
  return header;
}

/**
 * Runs `work` at most once for an API key and its Idempotency-Key, and keeps what it answered in the same transaction.
 * Twins queue at the row's key: the second waits for the first to end, then finds its answer. What was refused wrote nothing and may be tried again.
 * @throws DoneBefore with the first answer · Refusal `idempotency_key_reused` when the first request asked for something else
 */
export async function once<T>(
  trx: Trx,
  ctx: Pick<Context, 'caId' | 'personal'>,
  request: OnceRequest,
  work: () => Promise<T>,
): Promise<T> {
  const { keyId, idempotencyKey, operation, now } = request;
  const place = `api_replies.answer_sealed:${keyId}:${idempotencyKey}`;
  const inputHash = ctx.personal.index('api_input', `${operation}\0${request.input}`);
  const claimed = await trx
    .insertInto('api_replies')
    .values({
      key_id: keyId,
      idempotency_key: idempotencyKey,
      ca_id: ctx.caId,
      operation,
      input_hash: inputHash,
      answer_sealed: '',
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['key_id', 'idempotency_key']).doNothing())
    .returning('key_id')
    .executeTakeFirst();
  const own = { key_id: keyId, idempotency_key: idempotencyKey };
  if (!claimed) {
    const before = await trx
      .selectFrom('api_replies')
      .select(['input_hash', 'answer_sealed'])
      .where('key_id', '=', own.key_id)
      .where('idempotency_key', '=', own.idempotency_key)
      .executeTakeFirstOrThrow();
    if (before.input_hash !== inputHash) throw new Refusal('idempotency_key_reused');
    throw new DoneBefore(JSON.parse(ctx.personal.open(place, before.answer_sealed)));
  }
  const answer = await work();
  await trx
    .updateTable('api_replies')
    .set({ answer_sealed: ctx.personal.seal(place, JSON.stringify(answer)) })
    .where('key_id', '=', own.key_id)
    .where('idempotency_key', '=', own.idempotency_key)
    .execute();
  return answer;
}
