import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { UkeyTable } from './table.ts';

const serial = z.string().min(1).max(64);
const bySerial = z.strictObject({ serial });
const withPin = z.strictObject({ serial, pin: z.string().regex(/^[\x20-\x7e]{1,16}$/) });
const withPort = z.strictObject({ serial, port: z.number().int().min(1).max(65535) });
const outcome = z.union([z.literal('drop'), z.strictObject({ statusWord: z.number().int().min(0x6000).max(0x9fff) })]);
const step = z.strictObject({
  ins: z.number().int().min(0).max(255),
  nth: z.number().int().min(1).max(10_000),
  phase: z.enum(['before', 'after']),
  outcome,
});
const withScript = z.strictObject({ serial, script: z.array(step).max(100) });

/** The desk with the virtual UKeys on it, as JSON. */
export async function ukeyRoutes(app: FastifyInstance, { table }: { table: UkeyTable }): Promise<void> {
  app.get('/ukeys/list', async () => table.list());
  app.post('/ukeys/plug', async (request) => {
    table.plug(bySerial.parse(request.body).serial);
    return {};
  });
  app.post('/ukeys/unplug', async (request) => {
    table.unplug(bySerial.parse(request.body).serial);
    return {};
  });
  app.post('/ukeys/wrong-pin', async (request) => table.typeWrong(bySerial.parse(request.body).serial));
  app.post('/ukeys/verify', async (request) => {
    const input = withPin.parse(request.body);
    return table.type(input.serial, input.pin);
  });
  app.post('/ukeys/vpcd', async (request) => {
    const input = withPort.parse(request.body);
    await table.attachToVpcd(input.serial, input.port);
    return {};
  });
  app.post('/ukeys/renew', async (request) => ({ adminPin: table.renew(bySerial.parse(request.body).serial) }));
  app.post('/ukeys/tear', async (request) => {
    const input = withScript.parse(request.body);
    table.tear(input.serial, input.script);
    return {};
  });
}
