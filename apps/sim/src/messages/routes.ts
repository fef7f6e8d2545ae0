import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { querySendDetails } from '../aliyun/details.ts';
import { serveAliyun } from '../aliyun/door.ts';
import { sendSms } from '../aliyun/send.ts';
import { SimRefusal } from '../refusal.ts';
import { serveTencent } from '../tencent/door.ts';
import type { MessageParts } from './parts.ts';
import { smsProviders } from './sms.ts';

const provider = z.enum(smsProviders);
const oneReport = z.strictObject({ provider, id: z.string().max(100), state: z.enum(['delivered', 'failed']) });
const address = z.strictObject({
  provider: z.enum(['aliyun', 'tencent']),
  url: z.url({ protocol: /^https?$/ }).max(500),
});

/** Both providers live at `/` of their hosts; a header says whose call it is. */
export async function messageRoutes(app: FastifyInstance, parts: MessageParts): Promise<void> {
  await app.register(async (gateway) => {
    // Signatures cover the bytes as they came.
    gateway.removeAllContentTypeParsers();
    gateway.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const aliyun = serveAliyun(parts, { SendSms: sendSms, QuerySendDetails: querySendDetails });
    const tencent = serveTencent(parts);
    gateway.post('/', (request, reply) =>
      request.headers['x-tc-action'] === undefined ? aliyun(request, reply) : tencent(request, reply),
    );
  });
  app.get('/phone/provided', async () => parts.phones.list());
  app.post('/phone/report', async (request) => {
    const { provider: by, id, state } = oneReport.parse(request.body);
    const told = await parts.phones.report(by, id, state === 'delivered');
    if (!told) throw new SimRefusal(404, 'no_such_message');
    return { outcome: 'reported', heard: told.heard };
  });
  app.post('/phone/report-address', async (request) => {
    const { provider: by, url } = address.parse(request.body);
    parts.reports.set(by, url);
    return { outcome: 'kept' };
  });
}
