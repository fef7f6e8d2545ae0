import { lookup } from 'node:dns';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { DeliveryFault } from '@jiesuo/contract';
import type { Reach } from './reach.ts';

export interface Outcome {
  readonly status: number | null;
  readonly fault: DeliveryFault | null;
  readonly ms: number;
}

const secondsMost = 10;
/** Of the answer's body, which is thrown away: reading it lets the receiver end in peace. */
const answerBytesMost = 64 * 1024;

class NotAllowed extends Error {}

/**
 * Whether a webhook may be sent there at all, before its name is looked up: https, no user name, no address that is not public.
 * The real judgement falls at each connection, on the address that is connected to.
 */
export function isSendable(url: string, reach: Reach): boolean {
  const { protocol, username, password, hostname } = new URL(url);
  if (protocol !== 'https:' && !(reach.isLoose && protocol === 'http:')) return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  return username === '' && password === '' && (isIP(host) === 0 || reach.mayCall(host));
}

/**
 * Posts once. Answers tell only their status; a redirect is a failure, never followed: it could lead inside the house.
 * A name that changes its address between look-up and connection gains nothing, since what was judged is what is connected to.
 */
export function post(
  reach: Reach,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Outcome> {
  const began = performance.now();
  const ended = (status: number | null, fault: DeliveryFault | null): Outcome => ({
    status,
    fault,
    ms: Math.round(performance.now() - began),
  });
  if (!isSendable(url, reach)) return Promise.resolve(ended(null, 'refused_address'));
  return new Promise((resolve) => {
    const { protocol } = new URL(url);
    const sent = (protocol === 'https:' ? overHttps : overHttp)(url, {
      method: 'POST',
      agent: false,
      lookup: pinned(reach),
      signal: AbortSignal.timeout(secondsMost * 1000),
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    sent.on('error', (error) => resolve(ended(null, faultOf(error))));
    sent.on('response', (answer) => {
      let left = answerBytesMost;
      answer.on('data', (part: Buffer) => {
        left -= part.length;
        if (left < 0) answer.destroy();
      });
      answer.on('error', () => undefined);
      answer.on('close', () => resolve(ended(answer.statusCode ?? null, null)));
    });
    sent.end(body);
  });
}

/** Every address of the name must be allowed: a name with one door inside the house is not called at all. */
const pinned =
  (reach: Reach): LookupFunction =>
  (hostname, options, answer) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, '');
      if (found.length === 0 || found.some(({ address }) => !reach.mayCall(address)))
        return answer(new NotAllowed('an address that webhooks may not call'), '');
      const first = found[0];
      if (options.all) return answer(null, found);
      return answer(null, first?.address ?? '', first?.family);
    });

function faultOf(error: Error & { code?: string }): DeliveryFault {
  if (error instanceof NotAllowed) return 'refused_address';
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || error.code === 'ABORT_ERR') return 'time_out';
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'no_name';
  if (/^(ERR_TLS|ERR_SSL|CERT|DEPTH|SELF_SIGNED|UNABLE_TO)/.test(error.code ?? '')) return 'tls';
  return 'no_connection';
}
