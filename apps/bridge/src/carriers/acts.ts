import { join } from 'node:path';
import { createPairing } from '../commands/pairing.ts';
import type { Pairing } from '../commands/view.ts';
import { type BridgeConfig, ConfigError, loadConfig } from '../config.ts';
import { openDrivers } from '../drivers/open.ts';
import { openJournal } from '../journal/file.ts';
import { systemLanguage } from '../prompt/language.ts';
import { openPrompt } from '../prompt/open.ts';
import { loadPersonal } from '../prompt/personal.ts';
import type { Language, Prompt } from '../prompt/prompt.ts';
import { setUpPrompt } from '../prompt/setup.ts';
import { runShowDialog } from '../prompt/windows/command.ts';
import { DIALOG_COMMAND } from '../prompt/windows/dialogs.ts';
import { version } from '../start.ts';
import { dial } from './dial.ts';
import { type Ended, endOf, sentenceOf } from './ended.ts';
import { handOver } from './handOver.ts';
import { type DialLink, parseLink } from './link.ts';
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
    const language = parsed.language ?? systemLanguage();
    const sentence = sentenceOf(await carry(config, parsed, language), language);
    return sentence === undefined ? 0 : refuse(sentence);
  });

/** Started by a browser for our extension: standard output belongs to the protocol alone. */
const serveExtension = (caller: string): Promise<number> =>
  withConfig((config) =>
    host({
      caller,
      extensionIds: config.extensions,
      portals: originsOf(config),
      version,
      input: process.stdin,
      output: process.stdout,
      dial: (code, portal, language, signal) =>
        honourProxy()
          ? carry(config, { code, portals: [portal] }, language ?? systemLanguage(), signal)
          : Promise.resolve({ stage: 'stopped', trouble: 'portal_gone' }),
    }),
  );

/** By the bridge that listens, where one does; else here, with drivers of our own. */
const carry = async (config: BridgeConfig, link: DialLink, language: Language, signal?: AbortSignal): Promise<Ended> =>
  (await handOver(config.port, link, language, signal)) ??
  withPairing(config, (pairing, prompt) =>
    endOf(dial({ ...link, pairing, prompt, language, ...(signal === undefined ? {} : { signal }) })),
  );

const setUp = (config: BridgeConfig): Promise<number> =>
  setUpPrompt({ dataDir: config.dataDir, language: systemLanguage() });

/** At install: whoever sits at a terminal and has chosen no phrase yet is asked for one. He may also do it later. */
export async function offerPhrase(): Promise<void> {
  if (!process.stdin.isTTY) return;
  await withConfig(async (config) => (loadPersonal(config.dataDir).phrase === undefined ? setUp(config) : 0));
}

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

/** A pairing with drivers of its own. Without a window, the prompt is native. */
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
