import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import type { BridgeConfig } from './config.ts';
import type { Driver } from './drivers/driver.ts';
import { openDrivers } from './drivers/open.ts';
import { loadProfiles, type Profile, recognise } from './profiles/profile.ts';
import { version } from './start.ts';

const reasons = {
  service_not_running: '服务没有运行 service not running',
  library_missing: '没有安装 library not installed',
} as const;

/** What an operator asks first, one fact a line, 中文 and English. Sends nothing to any card but what finding it needs. */
export async function diagnose(config: BridgeConfig, path: string): Promise<readonly string[]> {
  const profiles = loadProfiles();
  const drivers = openDrivers(config, profiles);
  try {
    const found = await Promise.all(drivers.map((driver) => describeDriver(driver, profiles)));
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

async function describeDriver(driver: Driver, profiles: readonly Profile[]): Promise<readonly string[]> {
  const { slots, reason } = await driver.list();
  const state = reason === undefined ? `${slots.length} 个KEY UKeys` : reasons[reason];
  return [
    `驱动 driver ${driver.name}: ${state}`,
    ...slots.map(
      ({ id, atr }) =>
        `  ${id}: ${describeModel(recognise(profiles, driver.name, atr))} (ATR ${Buffer.from(atr).toString('hex')})`,
    ),
  ];
}

function describeModel(profile: Profile | undefined): string {
  if (profile === undefined) return '未知型号 unknown model';
  const open = profile.unverifiedCommands;
  return open.length === 0
    ? profile.id
    : `${profile.id}，未经厂商设备验证的指令 commands tried on no maker's token: ${open.join(' ')}`;
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
