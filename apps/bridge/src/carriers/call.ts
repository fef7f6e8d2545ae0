import { z } from 'zod';
import { readJson } from '../gate/body.ts';
import { GateRefusal } from '../gate/refusal.ts';
import type { Prompt } from '../prompt/prompt.ts';
import type { Call } from '../seats/calls.ts';
import { dial } from './dial.ts';
import { endOf } from './ended.ts';
import { isCode } from './link.ts';
import { honourProxy } from './proxy.ts';

const body = z.strictObject({
  code: z.string().refine(isCode),
  portals: z.array(z.string().max(200)).min(1).max(8),
  language: z.enum(['zh', 'en']),
});

/** The running bridge dials for a program that the system or a browser started; whoever asked and went away ends it. */
export function dialCall(portals: readonly string[], prompt: Prompt): Call {
  let isProxied: boolean | undefined;
  return async (request, label, seats) => {
    const asked = await readJson(request, body);
    if (asked.portals.some((portal) => !portals.includes(portal))) throw new GateRefusal('shape');
    isProxied ??= honourProxy();
    if (!isProxied) return { stage: 'stopped', trouble: 'portal_gone' };
    const gone = new AbortController();
    const leave = () => gone.abort();
    request.socket.once('close', leave);
    seats.open(label, 'pairing');
    try {
      return await seats.use(label, 'pairing', (pairing) =>
        endOf(dial({ ...asked, pairing, prompt, signal: gone.signal, claim: (ticket) => seats.claim(label, ticket) })),
      );
    } finally {
      request.socket.off('close', leave);
      await seats.end(label);
    }
  };
}
