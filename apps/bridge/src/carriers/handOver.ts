import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Language } from '../window/words.ts';
import { type Ended, ended } from './ended.ts';
import type { DialLink } from './link.ts';

export const DIAL_PATH = '/window/dial';
const ANSWER_BYTES_MAX = 16 * 1024;

/** Of a bridge, to say that it takes the code. */
const TAKE_MS = 3_000;

/**
 * Gives a code to the bridge that listens already: it holds the UKeys, and a second program would meet them as busy.
 * @returns undefined when nobody listens there, or somebody who is not our bridge; the code is shown only to what speaks HTTP.
 */
export function handOver(
  port: number,
  { code, portals }: DialLink,
  language: Language,
  signal?: AbortSignal,
): Promise<Ended | undefined> {
  const host = `${randomBytes(12).toString('hex')}.localhost:${port}`;
  const body = Buffer.from(JSON.stringify({ code, portals, language }));
  const headers = {
    host,
    origin: `http://${host}`,
    'content-type': 'application/json',
    'content-length': body.length,
    expect: '100-continue',
  };
  return new Promise((resolve) => {
    let isTaken = false;
    const lost = () => {
      clearTimeout(timer);
      if (signal?.aborted === true) resolve({ stage: 'failed', failure: 'cancelled' });
      else resolve(isTaken ? { stage: 'stopped', trouble: 'bridge_gone' } : undefined);
    };
    const asked = request({
      host: '127.0.0.1',
      port,
      path: DIAL_PATH,
      method: 'POST',
      headers,
      agent: false,
      ...(signal ? { signal } : {}),
    });
    const timer = setTimeout(() => asked.destroy(), TAKE_MS);
    asked.on('continue', () => {
      clearTimeout(timer);
      isTaken = true;
      asked.end(body);
    });
    asked.on('response', (response) => {
      clearTimeout(timer);
      const pieces: Buffer[] = [];
      let length = 0;
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        length += piece.length;
        if (length > ANSWER_BYTES_MAX) response.destroy();
      });
      response.on('error', lost);
      response.on('close', () => resolve(response.statusCode === 200 ? parsed(Buffer.concat(pieces)) : undefined));
    });
    asked.on('error', lost);
    asked.flushHeaders();
  });
}

function parsed(bytes: Buffer): Ended | undefined {
  try {
    return ended.parse(JSON.parse(bytes.toString()));
  } catch {
    return undefined;
  }
}
