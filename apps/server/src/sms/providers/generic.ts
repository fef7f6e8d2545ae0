import { createHmac } from 'node:crypto';
import { storyNow } from '../../traces/story.ts';
import type { Message, Outcome, Provider } from './provider.ts';

const timeoutMs = 10_000;

/**
 * Posts one message as JSON `{id, to, template, text}` to an SMS gateway that speaks our own dialect. Headers:
 * `x-idempotency-key` the message's id: the gateway sends a message once however often it is posted;
 * `traceparent` while traces are kept: this gateway is the operator's own;
 * `x-timestamp` Unix seconds; `x-signature` `v1=` + hex HMAC-SHA-256(key, timestamp + "." + body).
 * 2xx accepts (its `x-message-id` is kept); 401, 403, 404 and redirects are our configuration; other 4xx refuse this message.
 */
export const createGeneric = (gateway: { readonly url: string; readonly key: string }): Provider => ({
  name: 'generic',
  isIdempotent: true,
  async send({ id, to, template, text }, now) {
    const body = JSON.stringify({ id, to, template, text } satisfies Omit<Message, 'variables'>);
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const { span } = storyNow() ?? {};
    let response: Response;
    try {
      response = await fetch(gateway.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-idempotency-key': id,
          'x-timestamp': timestamp,
          'x-signature': sign(gateway.key, timestamp, body),
          ...(span ? { traceparent: span.traceparent } : {}),
        },
        body,
        // A redirect could carry number and text to another host.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      return { is: 'retry', code: isTimeout ? 'time_out' : 'unreachable' };
    }
    // The body is not read: nothing of it is needed, and it may be hostile.
    await response.body?.cancel().catch(() => undefined);
    if (response.ok) return { is: 'accepted', providerId: response.headers.get('x-message-id')?.slice(0, 100) ?? null };
    return judge(response.status);
  },
});

function judge(status: number): Outcome {
  const code = `http_${status}`;
  if (status >= 500 || status === 408 || status === 429) return { is: 'retry', code };
  const isOurs = status < 400 || status === 401 || status === 403 || status === 404;
  return { is: isOurs ? 'alarm' : 'permanent', code };
}

export const sign = (key: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
