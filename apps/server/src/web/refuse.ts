import {
  faults,
  type Language,
  type Operation,
  type RefusalBody,
  type RefusalCode,
  refusals,
  sentence,
} from '@jiesuo/contract';
import { type DatabaseFault, faultOf } from '../db/faults.ts';
import { describe } from '../describe.ts';
import { Refusal } from '../refusal.ts';

/** What the caller is told: the contract's word and sentence, in the caller's language. */
export const bodyOf = (refusal: Refusal, language: Language, requestId: string): RefusalBody => ({
  code: refusal.code,
  message: sentence(refusal.code, language),
  ...(refusal.details.fields?.length
    ? { fields: refusal.details.fields.map((f) => ({ ...f, message: faults[f.code][language] })) }
    : {}),
  ...(refusal.details.detail ? { detail: refusal.details.detail } : {}),
  requestId,
});

/** What the edge itself may say to any call. */
const everywhere: readonly RefusalCode[] = [
  'invalid_input',
  'body_too_large',
  'unsupported_media',
  'not_found',
  'log_in_required',
  'api_key_refused',
  'api_key_address',
  'scope_missing',
  'idempotency_key_needed',
  'idempotency_key_reused',
  'cross_site',
  'address_not_allowed',
  'step_up_needed',
  'too_many_requests',
  'internal',
  'unavailable',
  'read_only',
  'write_unknown',
];

export const isDeclared = (operation: Operation, code: RefusalCode): boolean =>
  everywhere.includes(code) || operation.refusals.includes(code);

export const statusOf = (code: RefusalCode): number => refusals[code].status;

const byFastify: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

/** Any error as a refusal: ours as it is, the HTTP layer's by its code, everything else `internal` with the error kept for the log. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' && Object.hasOwn(byFastify, code) ? byFastify[code] : undefined;
  if (known) return new Refusal(known);
  // The pages' files: what must not be read is as good as absent.
  if (statusCode === 403 || statusCode === 404) return new Refusal('not_found');
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return new Refusal('invalid_input');
  const fault = faultOf(error);
  if (fault) return ofDatabase(fault, error);
  return new Refusal('internal', { inside: describe(error) });
}

/** A failover is over in about that time. */
const retryAfterSeconds = 5;

/** What the caller may do about it: try again soon, or first look whether it was done. */
function ofDatabase(fault: DatabaseFault, error: unknown): Refusal {
  const inside = describe(error);
  if (fault === 'unknown') return new Refusal('write_unknown', { inside });
  return new Refusal(fault === 'read_only' ? 'read_only' : 'unavailable', { inside, detail: { retryAfterSeconds } });
}
