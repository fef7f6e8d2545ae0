import { createHash, createHmac } from 'node:crypto';

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** As they came, decoded. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** Names in lower case, sorted. */
  readonly signedHeaders: readonly string[];
  readonly body: Buffer;
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
/** RFC 3986: also what `encodeURIComponent` leaves. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature of ACS3-HMAC-SHA256 (help.aliyun.com, V3 request body and signature mechanism), hex. */
export function acs3(asked: Asked, secret: string): string {
  const query = asked.query
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const canonical = [
    asked.method,
    asked.path,
    query,
    ...asked.signedHeaders.map((name) => `${name}:${asked.headers[name]?.trim() ?? ''}`),
    '',
    asked.signedHeaders.join(';'),
    sha256(asked.body),
  ].join('\n');
  return createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
}

export const bodyHash = sha256;
