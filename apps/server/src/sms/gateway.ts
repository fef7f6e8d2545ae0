import { createHmac } from 'node:crypto';

export interface Message {
  readonly id: string;
  readonly to: string;
  readonly template: string;
  readonly text: string;
}
export type Outcome =
  | { readonly is: 'accepted'; readonly providerId: string | null }
  /** Trying again cannot help. */
  | { readonly is: 'refused'; readonly failure: string };

const timeoutMs = 10_000;

/**
 * Posts one message as JSON `{id, to, template, text}` to the SMS gateway. Headers:
 * `x-idempotency-key` the message's id: the gateway sends a message once however often it is posted;
 * `x-timestamp` Unix seconds; `x-signature` `v1=` + hex HMAC-SHA-256(key, timestamp + "." + body).
 * 2xx accepts (its `x-message-id` is kept), 4xx refuses for good. Number and text never stand in the URL.
 * @throws Error to be tried again: network, time-out (10 s), 408, 429, 5xx. It holds no personal data.
 */
export async function post(
  gateway: { readonly url: string; readonly key: string },
  message: Message,
  now: Date,
): Promise<Outcome> {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  let response: Response;
  try {
    response = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-idempotency-key': message.id,
        'x-timestamp': timestamp,
        'x-signature': sign(gateway.key, timestamp, body),
      },
      body,
      // A redirect could carry number and text to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    throw new Error(isTimeout ? 'the SMS gateway did not answer in time' : 'the SMS gateway cannot be reached');
  }
  // The body is not read: nothing of it is needed, and it may be hostile.
  await response.body?.cancel().catch(() => undefined);
  if (response.ok) return { is: 'accepted', providerId: response.headers.get('x-message-id')?.slice(0, 100) ?? null };
  if (response.status >= 500 || response.status === 408 || response.status === 429)
    throw new Error(`the SMS gateway answered ${response.status}`);
  return { is: 'refused', failure: `http_${response.status}` };
}

export const sign = (key: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
