import { createHash, createHmac } from 'node:crypto';

export interface Asked {
  readonly method: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names in lower case, sorted. */
  readonly signedHeaders: readonly string[];
  readonly body: Buffer | string;
  /** `2019-02-25`, UTC, and the service that the credential's scope names. */
  readonly day: string;
  readonly service: string;
  /** Unix seconds. */
  readonly timestamp: string;
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The signature of TC3-HMAC-SHA256 (cloud.tencent.com/document/api/213/30654), hex. */
export function tc3(asked: Asked, secret: string): string {
  const canonical = [
    asked.method,
    '/',
    asked.query,
    // Names and values alike in lower case.
    ...asked.signedHeaders.map((name) => `${name}:${asked.headers[name]?.trim().toLowerCase() ?? ''}`),
    '',
    asked.signedHeaders.join(';'),
    sha256(asked.body),
  ].join('\n');
  const scope = `${asked.day}/${asked.service}/tc3_request`;
  const text = `TC3-HMAC-SHA256\n${asked.timestamp}\n${scope}\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secret}`, asked.day), asked.service), 'tc3_request');
  return createHmac('sha256', key).update(text).digest('hex');
}
