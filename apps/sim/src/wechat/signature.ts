import { createSign, createVerify, type KeyObject, randomBytes } from 'node:crypto';

/** APIv3 signs lines, each ended by a line feed: a request as METHOD, path with query, time, nonce, body; a reply or notification as time, nonce, body. */
export const lines = (...parts: readonly string[]): string => parts.map((part) => `${part}\n`).join('');

/** RSASSA-PKCS1-v1_5 with SHA-256, base64. */
export const sign = (text: string, key: KeyObject): string => createSign('sha256').update(text).sign(key, 'base64');
export const isSigned = (text: string, signature: string, key: KeyObject): boolean =>
  createVerify('sha256').update(text).verify(key, signature, 'base64');

export interface Credential {
  readonly mchid: string;
  readonly nonce_str: string;
  readonly timestamp: string;
  readonly serial_no: string;
  readonly signature: string;
}

const scheme = 'WECHATPAY2-SHA256-RSA2048 ';
const names = ['mchid', 'nonce_str', 'timestamp', 'serial_no', 'signature'] as const;

/** Reads `Authorization`. @returns undefined when any of its five parts is missing. */
export function readCredential(header: string | undefined): Credential | undefined {
  if (!header?.startsWith(scheme)) return undefined;
  const found = new Map(
    [...header.slice(scheme.length).matchAll(/([a-z_]+)="([^"]*)"/g)].map((hit) => [hit[1], hit[2]]),
  );
  const [mchid, nonce_str, timestamp, serial_no, signature] = names.map((name) => found.get(name));
  if (!mchid || !nonce_str || !timestamp || !serial_no || !signature) return undefined;
  return { mchid, nonce_str, timestamp, serial_no, signature };
}

export interface Signer {
  readonly serial: string;
  readonly key: KeyObject;
  /** Unix seconds. */
  readonly at: number;
  readonly prefix?: string;
}

/** The headers that prove a reply, or a notification. */
export function proofOf(body: string, { serial, key, at, prefix = '' }: Signer): Record<string, string> {
  const nonce = randomBytes(16).toString('hex');
  return {
    'Wechatpay-Timestamp': String(at),
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Signature': prefix + sign(lines(String(at), nonce, body), key),
  };
}
