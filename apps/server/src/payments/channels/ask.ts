import { GatewayFault } from './channel.ts';

export interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly raw: Buffer;
}

/** Two of them fit into the 10 s that a method of a channel may take. */
const secondsMost = 4.5;
const bytesMost = 256 * 1024;

/**
 * One request, one whole answer of at most 256 KiB within 4.5 s, however slowly it drips. Nothing is followed elsewhere, nothing is asked twice.
 * @throws GatewayFault `time_out`, `unreachable`, `malformed`.
 */
export async function ask({ method, url, headers = {}, body }: Question): Promise<Answer> {
  const signal = AbortSignal.timeout(secondsMost * 1000);
  try {
    const reply = await fetch(url, {
      method,
      headers: { accept: 'application/json', 'user-agent': 'jiesuo', ...headers },
      redirect: 'error',
      signal,
      ...(body === undefined ? {} : { body }),
    });
    return { status: reply.status, headers: reply.headers, raw: await readWhole(reply) };
  } catch (fault) {
    throw faultOf(fault, signal);
  }
}

async function readWhole(reply: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of reply.body ?? []) {
    size += part.length;
    if (size > bytesMost) throw new GatewayFault('malformed');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What fetch throws quotes addresses: only the kind of fault leaves. */
export function faultOf(fault: unknown, signal: AbortSignal): GatewayFault {
  if (fault instanceof GatewayFault) return fault;
  return new GatewayFault(signal.aborted ? 'time_out' : 'unreachable');
}

/** A gateway's error code as we repeat it: short and of plain letters, or nothing of it. */
export const codeIn = (said: unknown, status: number): string =>
  typeof said === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(said) ? said : `http_${status}`;
