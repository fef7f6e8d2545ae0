import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import type { Model } from '@jiesuo/models';
import type { BridgeConfig } from './config.ts';
import { openDrivers, openModels } from './drivers/open.ts';
import type { Driver, DriverCondition } from './drivers/ukey.ts';
import { version } from './start.ts';

const reasons: Readonly<Record<DriverCondition['code'], string>> = {
  service_not_running: '服务没有运行 service not running',
  library_missing: '没有安装 library not installed',
  library_refused: '厂商库与登记的不符，没有加载 library is not the one that was allowed',
  library_wrong_bitness: '厂商库的位数与证书助手不符 library is for another kind of process',
  driver_crashed: '驱动崩溃，稍后自动重启 driver crashed, it is started again',
  driver_hangs: '驱动没有响应，已结束 driver did not answer and was ended',
  vendor_error: '厂商库报错 vendor error',
};

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
      ...(await Promise.all(['127.0.0.1', '::1'].map((host) => describePort(host, config.port)))),
    ];
  } finally {
    await Promise.all(drivers.map((driver) => driver.close()));
  }
}

async function describeDriver(driver: Driver, models: readonly Model[]): Promise<readonly string[]> {
  const { slots, conditions } = await driver.list();
  const state = conditions.length === 0 ? [`${slots.length} 个KEY UKeys`] : conditions.map(describeCondition);
  return [
    `驱动 driver ${driver.name}: ${state.join('; ')}`,
    ...slots.map(({ id, model, atr }) => {
      const found = models.find((one) => one.id === model);
      return `  ${id}: ${describeModel(found)}${atr === undefined ? '' : ` (ATR ${atr})`}`;
    }),
  ];
}

const describeCondition = ({ code, detail }: DriverCondition): string =>
  detail === undefined ? reasons[code] : `${reasons[code]} (${detail})`;

function describeModel(model: Model | undefined): string {
  if (model === undefined) return '未知型号 unknown model';
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
