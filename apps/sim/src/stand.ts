import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { cashierRoutes } from './cashier/routes.ts';
import { type Gateways, openGateways } from './gateways.ts';
import { handOver } from './keys/hand.ts';
import { answerErrors } from './refusal.ts';

export interface Stand {
  readonly url: string;
  /** What a server is started with to use these gateways. */
  readonly environment: Readonly<Record<string, string>>;
  readonly gateways: Gateways;
  close(): Promise<void>;
}

/** The gateways alone, for tests and witnesses: on a free port of loopback, over a folder of their own (deleted at the end) or a given one. */
export async function standUp(given?: string): Promise<Stand> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'jiesuo-gateways-'));
  let url = '';
  const gateways = openGateways({ folder: join(folder, 'sim'), origin: () => url, isThrowaway: given === undefined });
  const app = Fastify({ forceCloseConnections: true });
  answerErrors(app);
  gateways.routes(app);
  app.register(cashierRoutes, gateways);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  const environment = handOver(join(folder, 'demo'), gateways.keys, { url, ...(await gateways.listen({})) });
  return {
    url,
    environment,
    gateways,
    async close() {
      await gateways.close();
      await app.close();
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
