import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SimRefusal } from '../refusal.ts';
import { createFaults, faultOrder } from './faults.ts';
import { type Inbox, message } from './inbox.ts';
import { judgeSignature } from './signature.ts';

const one = z.strictObject({ to: z.string().max(20).optional() });

/** The SMS provider that the server talks to, and the phones on which its messages arrive. */
export async function phoneRoutes(app: FastifyInstance, { inbox, key }: { inbox: Inbox; key: string }): Promise<void> {
  const faults = createFaults();

  await app.register(async (gateway) => {
    // The signature covers the bytes as they came, so the body must not be parsed first.
    gateway.removeAllContentTypeParsers();
    gateway.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    gateway.post('/gateway/sms', async (request, reply) => {
      const body = request.body as Buffer;
      const { 'x-timestamp': timestamp, 'x-signature': signature, 'x-idempotency-key': once } = request.headers;
      const verdict = judgeSignature({ timestamp, signature, body }, key, new Date());
      if (verdict !== 'fine') throw new SimRefusal(401, `signature_${verdict}`);
      const given = message.parse(JSON.parse(body.toString()));
      if (once !== given.id) throw new SimRefusal(400, 'idempotency_key_differs');
      const fault = faults.take();
      if (fault?.kind === '500') throw new SimRefusal(500, 'fault');
      if (fault?.kind === '429') throw new SimRefusal(429, 'fault');
      if (fault?.kind !== 'drop') {
        const outcome = inbox.store(given, new Date());
        if (outcome === 'differs') throw new SimRefusal(409, 'id_taken');
      }
      if (fault?.kind === 'drop' || fault?.kind === 'answer_lost') {
        reply.hijack();
        request.raw.socket.destroy();
        return reply;
      }
      if (fault?.kind === 'delay') await wait(fault.delayMs);
      return reply.header('x-message-id', `sim-${given.id}`).send({});
    });
  });

  app.post('/gateway/faults', async (request) => {
    faults.order(faultOrder.parse(request.body));
    return {};
  });
  app.get('/phone/messages', async (request) => inbox.list(one.parse(request.query).to));
}
