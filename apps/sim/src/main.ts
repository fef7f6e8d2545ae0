import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCardStore, parseAnyCardState, serveCards } from '@jiesuo/card';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDemo } from './demo.ts';
import { lockFolder } from './disk/lock.ts';
import { openGateways } from './gateways.ts';
import { handOver } from './keys/hand.ts';
import { openInbox } from './phone/inbox.ts';
import { openUkeyTable } from './ukeys/table.ts';

/** Starts the sim. @returns what stops it. @throws Error with one sentence for a person. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const folder = join(config.dataDir, 'sim');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  const store = openCardStore(join(config.dataDir, 'cards'), parseAnyCardState);
  const world = openDemo(config.dataDir, store, new Date());
  const inbox = openInbox(join(folder, 'messages.jsonl'));
  const desk = join(folder, 'desk.json');
  const isFirstStart = !existsSync(desk);
  const table = openUkeyTable({ store, path: desk });
  const main = world.parts.main;
  if (isFirstStart && main !== undefined) table.plug(main);
  const origins = { portal: config.portalOrigin, console: config.consoleOrigin };
  const url = `http://localhost:${config.port}`;
  const gateways = openGateways({ folder, origin: () => url });
  const app = buildApp({ world, inbox, table, origins, smsKey: config.smsKey, gateways });
  const cards = await serveCards({ desk: table.desk, port: config.cardPort });
  const ports = await gateways.listen({ smpp: config.smppPort, smtp: config.smtpPort });
  handOver(join(config.dataDir, 'demo'), gateways.keys, { url: `http://127.0.0.1:${config.port}`, ...ports });
  await app.listen({ host: '127.0.0.1', port: config.port });
  if (config.vpcd) await table.attachToVpcd(config.vpcd.serial, config.vpcd.port);
  console.log(`模拟器已启动 (sim is ready): ${url}`);
  return async () => {
    table.close();
    await cards.close();
    await gateways.close();
    await app.close();
    inbox.close();
    unlock();
  };
}

/** What a person can act on; the rest of an error is for developers. */
function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error)
    return `端口 ${String(error.port)} 已被占用 (port ${String(error.port)} is in use)`;
  if ('code' in error && (error.code === 'EACCES' || error.code === 'EROFS') && 'path' in error)
    return `数据目录不可写：${String(error.path)} (the data folder is not writable)`;
  return error.message;
}

start().then(
  (stop) => {
    let isStopping = false;
    const end = () => {
      if (isStopping) return;
      isStopping = true;
      void stop().finally(() => process.exit(0));
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  },
  (error: unknown) => {
    console.error(sentenceFor(error));
    process.exit(1);
  },
);
