import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { describe } from '../describe.ts';
import type { Channel, Reply } from '../payments/channels/channel.ts';
import { notifyPath } from '../payments/channels/create.ts';
import { receive } from '../payments/receive.ts';
import type { Rate } from './rate.ts';

/** The gateways' notifications have a few hundred bytes; nobody else has a reason to post here. */
const bytesMost = 64 * 1024;

/**
 * Where gateways tell that money moved: raw bytes, no cookies, no origin, a rate of their own. What is not proven changes nothing.
 * A gateway is thanked only after the event is stored; while that fails it is asked to come again.
 */
export async function registerNotifications(app: FastifyInstance, ctx: Context, rate: Rate): Promise<void> {
  await app.register(async (own) => {
    // WeChat sends JSON, Alipay a form: their signatures cover the bytes, so nothing reads them before.
    own.removeAllContentTypeParsers();
    own.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const channel of ctx.channels.values()) {
      const url = notifyPath(channel.name);
      own.post(url, { bodyLimit: bytesMost, config: { rate } }, async (request, reply) => {
        const { outcome, answer } = await hear(ctx, channel, request);
        ctx.metrics.notified(channel.name, outcome);
        return send(reply, answer);
      });
    }
  });
}

async function hear(
  ctx: Context,
  channel: Channel,
  request: FastifyRequest,
): Promise<{ outcome: string; answer: Reply }> {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const heard = channel.hear(request.headers, raw);
  const outcome = heard.is === 'refused' && heard.isProbe ? 'probe' : heard.is;
  try {
    return { outcome, answer: await receive(ctx, channel.name, heard) };
  } catch (error) {
    const about = { requestId: request.id, channel: channel.name, error: describe(error) };
    ctx.log.error(about, 'a notification could not be stored');
    return { outcome: 'unavailable', answer: later };
  }
}

/** Any answer but a thank-you makes both gateways come again. */
const later: Reply = { status: 503, mediaType: 'text/plain; charset=utf-8', body: 'fail' };

/** A 204 has neither body nor type. */
const send = (reply: FastifyReply, { status, mediaType, body }: Reply) =>
  body === '' ? reply.code(status).send() : reply.code(status).type(mediaType).send(body);
