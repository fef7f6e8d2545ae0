import type { Operation } from '@jiesuo/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findKey } from '../apiKeys/find.ts';
import type { Context } from '../context.ts';
import type { Who } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { isAllowed } from '../staff/policy.ts';
import type { Counts } from './counts.ts';
import { createRate, type Rate } from './rate.ts';

/** RFC 6750 §2.1: the header alone; never the query, which ends in logs. */
const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i;

/**
 * Lets a program in by its API key, for one operation. Nothing else counts here: no cookie, no session, no origin.
 * @throws Refusal `api_key_refused`, `api_key_address`, `too_many_requests`, `scope_missing`
 */
export function createKeyDoor(ctx: Pick<Context, 'db' | 'caId' | 'clock'>, counts: Counts) {
  const rates = new Map<number, Rate>();
  /** A key has a share of its own, whatever number of addresses it calls from. */
  function count(keyId: string, perMinute: number, now: Date): void {
    const rate = rates.get(perMinute) ?? createRate({ name: 'key', perMinute, counts });
    rates.set(perMinute, rate);
    rate.count(keyId, now);
  }
  return async (operation: Operation, request: FastifyRequest, reply: FastifyReply): Promise<Who> => {
    const secret = bearer.exec(request.headers.authorization ?? '')?.[1];
    const now = ctx.clock();
    const key = secret === undefined ? undefined : await findKey(ctx, secret, request.ip, now);
    if (!key) {
      // RFC 9110 §11.6.1: a 401 names the scheme.
      void reply.header('www-authenticate', 'Bearer');
      throw new Refusal('api_key_refused');
    }
    if (!isAllowed(key.allowList, request.ip)) throw new Refusal('api_key_address');
    count(key.id, key.perMinute, now);
    if (operation.scope && !key.scopes.includes(operation.scope))
      throw new Refusal('scope_missing', { detail: { scope: operation.scope } });
    return { kind: 'integrator', keyId: key.id, key };
  };
}
export type KeyDoor = ReturnType<typeof createKeyDoor>;
