import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callBefore, type Fault, type Faults, type Place } from './order.ts';

/** How long a call hangs: longer than any client waits. */
const hangMs = 60_000;

/** Lets a fault strike before the call is done. @returns a status that the gateway refuses with in its own way, `gone` where nothing can be answered any more. */
export async function strikeBefore(
  faults: Faults,
  place: Place,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<429 | 500 | 'gone' | undefined> {
  const fault = faults.take(callBefore, place);
  if (!fault) return undefined;
  if (fault.kind === 'status_429') return 429;
  if (fault.kind === 'status_500') return 500;
  reply.hijack();
  if (fault.kind === 'hang') await hang(request);
  request.raw.socket.destroy();
  return 'gone';
}

/** Until the client gives up. */
async function hang(request: FastifyRequest): Promise<void> {
  const over = new AbortController();
  request.raw.socket.once('close', () => over.abort());
  await wait(hangMs, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
}

/** Lets a fault strike the finished reply. @returns true when it is gone. */
export async function strikeAfter(
  fault: Fault | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): Promise<boolean> {
  if (fault?.kind === 'delay') await wait(fault.delayMs, undefined, { ref: false });
  if (fault?.kind !== 'reply_lost' && fault?.kind !== 'half_reply') return false;
  reply.hijack();
  const { socket } = request.raw;
  if (fault.kind === 'reply_lost') socket.destroy();
  else {
    const bytes = Buffer.from(text);
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length + 1}\r\n\r\n`;
    socket.write(head);
    socket.write(bytes.subarray(0, bytes.length >> 1), () => socket.destroy());
  }
  return true;
}
