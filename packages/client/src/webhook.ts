import type { WebhookEvent } from './shapes.ts';

/** Ids and states only. Ask the API for the rest: what you read there is how things stand now. */
export interface WebhookMessage {
  /** `msg_…`, the same on every try: keep it, and do nothing when it comes again. */
  readonly id: string;
  readonly type: WebhookEvent | 'test';
  readonly timestamp: string;
  readonly data: {
    readonly number?: string;
    readonly status?: string;
    /** Of the order; a message with a smaller one than you have seen is older. */
    readonly version?: number;
    readonly ukeySerial?: string;
    readonly reference?: string | null;
    readonly isNew?: boolean;
  };
}

export class WebhookFault extends Error {
  override readonly name = 'WebhookFault';
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>> | { get(name: string): string | null };

const secondsApart = 5 * 60;

/**
 * Checks a message by Standard Webhooks (symmetric, v1) and reads it. `body` must be the bytes as they arrived, not parsed and written anew.
 * `secrets`: the present one, and the one before while you rotate.
 * @throws {WebhookFault} when it was not signed with one of them, or is older (or newer) than five minutes
 */
export async function readWebhook(
  secrets: string | readonly string[],
  headers: Headers,
  body: string,
  now: Date = new Date(),
): Promise<WebhookMessage> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  );
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) throw new WebhookFault('headers are missing');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > secondsApart)
    throw new WebhookFault('too far from now: check the clock, or this is an old message sent again by somebody else');
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    const key = await importKey(secret);
    for (const signature of given) {
      const bytes = bytesOf(signature);
      // `verify` compares in constant time.
      if (bytes && (await crypto.subtle.verify('HMAC', key, bytes, signed)))
        return { id, ...(JSON.parse(body) as Omit<WebhookMessage, 'id'>) };
    }
  }
  throw new WebhookFault('not signed with this secret');
}

function headerOf(headers: Headers, name: string): string | undefined {
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  const value = (headers as Readonly<Record<string, string | readonly string[] | undefined>>)[name];
  return typeof value === 'string' ? value : value?.[0];
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw new WebhookFault('a secret is whsec_ and base64');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
