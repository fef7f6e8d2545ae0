import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { Counts } from '../web/counts.ts';
import { parseJson } from '../web/input.ts';
import { createRate } from '../web/rate.ts';
import { createProviders } from './providers/create.ts';
import { reporting } from './receiptSecret.ts';
import { applyReceipts } from './receipts.ts';

const bytesMost = 64 * 1024;
/** Reports come in batches; more than this in a minute from one address is no provider. */
const perMinute = 600;

/** `POST /sms/<provider>/<secret>/receipt`: no cookie, no page, JSON of at most 64 KiB. A wrong secret is a page that is not there. */
export async function registerReceipts(app: FastifyInstance, ctx: Context, counts: Counts): Promise<void> {
  const providers = createProviders(ctx);
  const rate = createRate({ name: 'receipts', perMinute, counts });
  await app.register(async (route) => {
    route.removeAllContentTypeParsers();
    // Whatever they call it, it is JSON.
    route.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bytesMost }, (_request, body, done) =>
      done(null, body),
    );
    for (const name of reporting) {
      if (!ctx.config.sms.providers.includes(name)) continue;
      const expected = Buffer.from(ctx.receiptSecret(name));
      route.post<{ Params: { secret: string } }>(
        `/sms/${name}/:secret/receipt`,
        { bodyLimit: bytesMost, config: { rate } },
        async (request, reply) => {
          const given = Buffer.from(request.params.secret);
          if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal('not_found');
          const provider = await providers.get(name);
          const { counted, isEarly } = await applyReceipts(ctx, name, heard(provider, request.body));
          ctx.log.info({ provider: name, counted }, 'reports of messages were read');
          // The provider posts again what was not thanked for.
          if (isEarly) throw new Refusal('unavailable', { inside: 'a report came before its sending was noted' });
          return reply.send(provider.thanks);
        },
      );
    }
  });
}

function heard(provider: Awaited<ReturnType<ReturnType<typeof createProviders>['get']>>, body: unknown) {
  const posted = parseJson(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  try {
    return provider.hear?.(posted) ?? [];
  } catch {
    throw new Refusal('invalid_input', { inside: 'no reports of messages' });
  }
}
