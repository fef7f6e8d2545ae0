import { createHash, createHmac } from 'node:crypto';

export interface Acs3Request {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly contentType?: string;
  /** Other `x-acs-` headers. */
  readonly more?: Readonly<Record<string, string>>;
  readonly nonce: string;
  readonly now: Date;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** RFC 3986: also what `encodeURIComponent` leaves (!'()*). */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** A form, or a query, as it is signed and sent: sorted by name. */
export const encodeForm = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

/** Headers of a POST to `/` signed by ACS3-HMAC-SHA256 (help.aliyun.com/document_detail/2712195): the signature covers the body by its hash. */
export function signAcs3(
  request: Acs3Request,
  key: { readonly id: string; readonly secret: string },
): Readonly<Record<string, string>> {
  const hash = sha256(request.body);
  const signed: Record<string, string> = {
    ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
    host: request.host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': hash,
    'x-acs-date': request.now.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
    ...request.more,
  };
  const names = Object.keys(signed).toSorted();
  const list = names.join(';');
  const canonical = [
    'POST',
    '/',
    encodeForm(request.query),
    ...names.map((name) => `${name}:${signed[name]?.trim()}`),
    '',
    list,
    hash,
  ].join('\n');
  const signature = createHmac('sha256', key.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  return {
    ...signed,
    authorization: `ACS3-HMAC-SHA256 Credential=${key.id},SignedHeaders=${list},Signature=${signature}`,
  };
}
