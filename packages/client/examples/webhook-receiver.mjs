// WEBHOOK_SECRET=whsec_… PORT=8090 node webhook-receiver.mjs
// Behind your own TLS: https://crm.example.com/hooks/jiesuo → http://127.0.0.1:8090
import { createServer } from 'node:http';
import { readWebhook, WebhookFault } from '@jiesuo/client';

const secrets = process.env.WEBHOOK_SECRET.split(',');
// A real receiver keeps these in its database, in the transaction of what it does about them.
const seen = new Set();

const server = createServer(async (request, reply) => {
  let body = '';
  for await (const part of request) body += part;
  try {
    const message = await readWebhook(secrets, request.headers, body);
    if (!seen.has(message.id)) {
      seen.add(message.id);
      console.log(message.type, message.data.number ?? '', message.data.status ?? '');
    }
    // Answer quickly, work later: after ten seconds the message counts as not taken, and comes again.
    reply.writeHead(204).end();
  } catch (error) {
    if (!(error instanceof WebhookFault)) throw error;
    reply.writeHead(400).end();
  }
});
server.listen(Number(process.env.PORT ?? 8090), '127.0.0.1', () => console.log('listening', server.address().port));
