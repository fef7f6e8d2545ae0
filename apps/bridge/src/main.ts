import { carrierActs } from './carriers/acts.ts';
import { changeAddress, openInBrowser } from './changeWindow.ts';
import { type BridgeConfig, ConfigError, configPath, loadConfig } from './config.ts';
import { diagnose } from './doctor.ts';
import { untilIdle } from './idle.ts';
import { PortTaken } from './listen.ts';
import { reportActs } from './report/acts.ts';
import { shipActs } from './ship/acts.ts';
import { shippedHome } from './ship/home.ts';
import { noteRunning } from './ship/running.ts';
import { startBridge } from './start.ts';

export type { BridgeConfig, Portal } from './config.ts';
export { type Bridge, type StartOptions, startBridge } from './start.ts';

/** By the name under which it lies on this computer, and with the configuration that counts now. */
const help = (): string =>
  `证书助手 · The bridge between your browser and your UKey

  bridge [start]    启动（默认）。 Starts it (default).
  bridge change     打开修改CA密码的窗口（还记得密码时）。 Opens the window in which a known PIN is changed.
  bridge doctor     检查配置、驱动、KEY和端口。 Checks configuration, drivers, UKeys and port.
  bridge report     诊断信息，不含个人信息，可发给客服。 A report for support, without personal data.
  bridge models     列出型号；check 检查，draft 起草，probe 测方言。 Lists models; check, draft from a report, probe a UKey.
  bridge prompt setup  选择密码对话框上的安全短语和图片。 Chooses the phrase and picture of the PIN dialogs.
  bridge version    显示版本，并查询网站提供的版本。 Its version, and what the portals offer.
  bridge install    安装到当前用户，不需要管理员。 Installs it for this person, without an administrator.
  bridge uninstall  卸载，不留任何文件。 Uninstalls it and leaves nothing behind.
  bridge --help     显示本说明。 Shows this.

配置文件 Configuration: ${configPath()}
  （可用环境变量 BRIDGE_CONFIG 指定 · set BRIDGE_CONFIG to use another）`.replaceAll(
    '\n  bridge ',
    shippedHome() === undefined ? '\n  bridge ' : '\n  jiesuo-bridge ',
  );

/**
 * The command line.
 * @param args without node and file.
 * @returns the exit code; for `start`, once the bridge has been stopped by SIGINT or SIGTERM.
 */
export async function run(args: readonly string[]): Promise<number> {
  // So a browser starts the host of native messaging: our first argument is the extension's.
  const [command = 'start', ...rest] = args[0]?.startsWith('chrome-extension://')
    ? ['native-messaging', ...args]
    : args;
  const acts = { ...shipActs, ...carrierActs, ...reportActs };
  const acted = Object.hasOwn(acts, command) ? acts[command]?.(rest) : undefined;
  if (acted !== undefined) {
    hushStripping();
    return acted;
  }
  // Only the bridge itself starts this, with a pipe of its own (drivers/host/start.ts).
  if (command === 'driver') {
    const { runDriver } = await import('./drivers/host/run.ts');
    await runDriver();
    return 0;
  }
  if (rest.length > 0 || !['start', 'change', 'doctor', '--help'].includes(command)) {
    console.error(help());
    return 1;
  }
  if (command === '--help') {
    console.log(help());
    return 0;
  }
  const config = configOrSentence();
  if (config === undefined) return 1;
  if (command === 'start') return start(config);
  if (command === 'change') return change(config);
  for (const line of await diagnose(config, configPath())) console.log(line);
  return 0;
}

async function change({ port }: BridgeConfig): Promise<number> {
  const address = changeAddress(port);
  if (!(await openInBrowser(address))) console.log(`请在浏览器中打开 Open in a browser: ${address}`);
  return 0;
}

function configOrSentence(): BridgeConfig | undefined {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

/** Node's notice that types are stripped, which is also how this very program runs, helps nobody who starts it. */
function hushStripping(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (!warning.message.includes('stripTypeScriptTypes')) console.error(`${warning.name}: ${warning.message}`);
  });
}

async function start(config: BridgeConfig): Promise<number> {
  hushStripping();
  try {
    const bridge = await startBridge(config);
    const home = shippedHome();
    // Only the one that listens: a second one, which finds the port taken, must not name itself in its place.
    const forget = home === undefined ? undefined : await noteRunning(home);
    const places = bridge.addresses.map((address) => (address.includes(':') ? `[${address}]` : address)).join(', ');
    console.log(
      `证书助手已启动，端口 ${bridge.port}（${places}）。 The bridge is running on port ${bridge.port} (${places}).`,
    );
    const stopping = new AbortController();
    const signalled = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await Promise.race([signalled, untilIdle(bridge.idleMs, config.idleMinutes, stopping.signal)]);
    stopping.abort();
    await bridge.close();
    await forget?.();
    return 0;
  } catch (error) {
    console.error(sentence(error, config));
    return 1;
  }
}

function sentence(error: unknown, { port, dataDir }: BridgeConfig): string {
  if (error instanceof PortTaken)
    return `端口 ${port} 已被其他程序占用（可能证书助手已在运行），没有启动。 Port ${port} is taken by another program (perhaps the bridge is already running); not started.`;
  const inside = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return `证书助手无法启动（${inside}），请检查 ${dataDir} 是否可写。 The bridge cannot start (${inside}): check that ${dataDir} can be written.`;
}
