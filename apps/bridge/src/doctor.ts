import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { faultLine, type Model } from '@jiesuo/models';
import type { BridgeConfig } from './config.ts';
import { modelFaults, openDrivers, openModels } from './drivers/open.ts';
import type { Driver } from './drivers/ukey.ts';
import { conditionLines } from './report/lines.ts';
import { version } from './start.ts';

/** What an operator asks first, one fact a line, 中文 and English. Sends nothing to any card but what finding it needs. */
export async function diagnose(config: BridgeConfig, path: string): Promise<readonly string[]> {
  const models = openModels();
  const drivers = openDrivers(config);
  try {
    const found = await Promise.all(drivers.map((driver) => describeDriver(driver, models)));
    return [
      `版本 version: ${version}, Node ${process.version}, ${process.platform}-${process.arch}`,
      `配置 configuration: ${path}${isOwnToWrite(path) ? '（当前用户可修改，仅适合演示 · this user may write it: for a demo only）' : ''}`,
      ...config.portals.map((portal) => `网站 portal: ${portal.origin} (${portal.publicKey.slice(0, 8)}…)`),
      `数据 data: ${config.dataDir}`,
      `密码输入 PIN prompt: ${config.prompt === 'window' ? '窗口 window' : '系统对话框 native'}`,
      ...found.flat(),
      ...modelFaults().map((fault) => `型号文件 model ${faultLine(fault)}`),
      ...(await Promise.all(['127.0.0.1', '::1'].map((host) => describePort(host, config.port)))),
    ];
  } finally {
    await Promise.all(drivers.map((driver) => driver.close()));
  }
}

async function describeDriver(driver: Driver, models: readonly Model[]): Promise<readonly string[]> {
  const { slots, conditions } = await driver.list();
  return [
    `驱动 driver ${driver.name}: ${slots.length} 个KEY UKeys`,
    ...conditions.flatMap(({ code, detail }) => conditionLines(code, detail)).map((line) => `  ${line}`),
    ...slots.map(({ id, model, atr }) => {
      const found = models.find((one) => one.id === model);
      return `  ${id}: ${describeModel(found)}${atr === undefined ? '' : ` (ATR ${atr})`}`;
    }),
  ];
}

function describeModel(model: Model | undefined): string {
  if (model === undefined) return '未知型号，请运行 bridge report unknown model: run bridge report';
  const open = model.unverifiedCommands;
  return open.length === 0
    ? model.id
    : `${model.id}，未经厂商设备验证的指令 commands tried on no maker's token: ${open.join(' ')}`;
}

function describePort(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const tell = (state: string) => resolve(`端口 port ${host} ${port}: ${state}`);
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      tell(
        error.code === 'EADDRINUSE'
          ? '已占用（可能证书助手正在运行） taken (perhaps by the bridge)'
          : `不可用 unavailable (${error.code})`,
      ),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => tell('空闲 free')));
  });
}

/** Whoever may write the configuration chooses the portals; on a customer's computer that is the administrator alone. */
function isOwnToWrite(path: string): boolean {
  if (process.getuid?.() === 0) return false;
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
