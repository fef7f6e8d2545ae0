import { join } from 'node:path';
import { createPairing } from '../commands/pairing.ts';
import type { Pairing } from '../commands/view.ts';
import { type BridgeConfig, ConfigError, loadConfig } from '../config.ts';
import { openDrivers } from '../drivers/open.ts';
import { openJournal } from '../journal/file.ts';
import { systemLanguage } from '../prompt/language.ts';
import { openPrompt } from '../prompt/open.ts';
import type { Prompt } from '../prompt/prompt.ts';
import { setUpPrompt } from '../prompt/setup.ts';
import { runShowDialog } from '../prompt/windows/command.ts';
import { DIALOG_COMMAND } from '../prompt/windows/dialogs.ts';
import { version } from '../start.ts';
import { Stopped } from '../window/stopped.ts';
import { words } from '../window/words.ts';
import { dial } from './dial.ts';
import { parseLink } from './link.ts';
import { host } from './nativeMessaging.ts';
import { honourProxy } from './proxy.ts';

const sentences = {
  malformed:
    '这不是证书助手的链接，已忽略；请回到网页重新点击。 This is no link of the bridge and was ignored: click again on the page.',
  portal:
    '这台电脑的证书助手不信任这个网站，已忽略；请联系客服。 The bridge on this computer does not trust that website: contact support.',
  proxy:
    '代理设置（HTTPS_PROXY）不正确，请修改后重新开始。 The proxy settings (HTTPS_PROXY) cannot be used: correct them and start again.',
} as const;

/** What the bridge does without its listener. Each takes the rest of the command line; undefined: it was not understood. */
export const carrierActs: Readonly<Record<string, (args: readonly string[]) => Promise<number> | undefined>> = {
  dial: ([link, ...more]) => (link === undefined || more.length > 0 ? undefined : openLink(link)),
  // Windows adds the handle of the browser's window.
  'native-messaging': ([caller, ...more]) =>
    caller === undefined || more.some((one) => !one.startsWith('--parent-window='))
      ? undefined
      : serveExtension(caller),
  prompt: ([act, ...more]) => (act !== 'setup' || more.length > 0 ? undefined : withConfig(setUp)),
  [DIALOG_COMMAND]: (args) => (args.length > 0 ? undefined : Promise.resolve(runShowDialog())),
};

/** `jiesuo-bridge://<code>`: dials the portal itself. @returns the exit code. */
export const openLink = (link: string): Promise<number> =>
  withConfig(async (config) => {
    const parsed = parseLink(link, originsOf(config));
    if (typeof parsed === 'string') return refuse(sentences[parsed]);
    if (!honourProxy()) return refuse(sentences.proxy);
    const language = systemLanguage();
    try {
      const view = await withPairing(config, (pairing, prompt) => dial({ ...parsed, pairing, prompt, language }));
      if (view.stage !== 'failed') return 0;
      const { what, todo } = words[language].diagnoses[view.failure];
      return refuse(`${what} ${todo}`);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      const { reason } = error;
      if ('sentence' in reason) return refuse(reason.sentence);
      const { what, todo } = words[language].diagnoses[`window_${reason.trouble}`];
      return refuse(`${what} ${todo}`);
    }
  });

/** Started by a browser for our extension: standard output belongs to the protocol alone. */
const serveExtension = (caller: string): Promise<number> =>
  withConfig((config) => {
    const portals = originsOf(config);
    return host({
      caller,
      extensionIds: config.extensions,
      portals,
      version,
      input: process.stdin,
      output: process.stdout,
      dial(code, portal, signal) {
        if (!honourProxy()) throw new Stopped({ trouble: 'portal_gone' });
        const language = systemLanguage();
        return withPairing(config, (pairing, prompt) =>
          dial({ code, portals: [portal], pairing, prompt, language, signal }),
        );
      },
    });
  });

const setUp = (config: BridgeConfig): Promise<number> =>
  setUpPrompt({ dataDir: config.dataDir, language: systemLanguage() });

const originsOf = (config: BridgeConfig): readonly string[] => config.portals.map((portal) => portal.origin);

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}

async function withConfig(run: (config: BridgeConfig) => Promise<number>): Promise<number> {
  let config: BridgeConfig;
  try {
    config = loadConfig();
  } catch (error) {
    if (error instanceof ConfigError) return refuse(error.message);
    throw error;
  }
  return run(config);
}

/** A pairing with drivers of its own; a UKey that the listening bridge holds is busy here. Without a window, the prompt is native. */
async function withPairing<T>(config: BridgeConfig, use: (pairing: Pairing, prompt: Prompt) => Promise<T>): Promise<T> {
  const journal = await openJournal(join(config.dataDir, 'journal'));
  const prompt = openPrompt(config);
  const drivers = openDrivers(config);
  try {
    return await use(
      createPairing({ config: { ...config, prompt: 'native' }, drivers, journal, version, prompt }),
      prompt,
    );
  } finally {
    await Promise.all(drivers.map((driver) => driver.close()));
  }
}
