import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AnyCardState, openCardStore, parseAnyCardState } from '@jiesuo/card';
import { ownModels, readModels } from '@jiesuo/models';
import { createPcscDriver } from '../pcsc/driver.ts';
import { type PcscLane, startPcscd } from '../pcsc/test-lane.ts';
import type { Driver, Slot, Ukey } from '../ukey.ts';
import { cardsFile } from './test-cards.ts';

/** What an independent tool said, by its exit code and in words. */
export interface Testimony {
  readonly code: number | null;
  readonly words: string;
}

/** Runs OpenSC's or Yubico's tool on the card in the reader. */
export function tool(name: string, ...parameters: readonly string[]): Testimony {
  const run = spawnSync(name, parameters, { encoding: 'utf8', timeout: 60_000 });
  return { code: run.status, words: `${run.stdout}${run.stderr}` };
}
export const yubico = (...parameters: readonly string[]): Testimony =>
  tool('yubico-piv-tool', '-r', 'Virtual PCD', ...parameters);
export const pkcs15 = (...parameters: readonly string[]): Testimony => tool('pkcs15-tool', ...parameters);
export const pkcs11 = (...parameters: readonly string[]): Testimony =>
  tool('pkcs11-tool', '--module', 'opensc-pkcs11.so', ...parameters);

export interface Witnesses {
  readonly folder: string;
  /** Puts a card in for the time of `act`. */
  withCard(state: AnyCardState, act: (card: SeatedCard) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}
export interface SeatedCard {
  /** Takes it as the bridge does, for the time of `act`, by the driver that ships. */
  hold<T>(act: (ukey: Ukey) => Promise<T>): Promise<T>;
  /** What lies on its disk. */
  state(): AnyCardState;
}

/** One pcscd for all tests of a file. Root, and nobody else's pcscd. */
export async function callWitnesses(): Promise<Witnesses> {
  const folder = mkdtempSync(join(tmpdir(), 'witnesses-'));
  const lane: PcscLane = await startPcscd(cardsFile);
  acknowledgeAtOnce();
  const driver = createPcscDriver({ models: readModels([ownModels]).models });
  return {
    folder,
    async withCard(state, act) {
      openCardStore(folder, parseAnyCardState).save(state);
      const file = join(folder, `${state.serial}.json`);
      const remove = await lane.insert(file);
      try {
        await slots(driver, 1);
        await act({
          state: () => parseAnyCardState(JSON.parse(readFileSync(file, 'utf8'))),
          async hold(use) {
            const [slot] = await slots(driver, 1);
            const ukey = await driver.connect(slot?.id ?? '');
            return await use(ukey).finally(() => ukey.release());
          },
        });
      } finally {
        await remove();
        await slots(driver, 0);
      }
    },
    async close() {
      await driver.close();
      await lane.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * vpcd sends a length and its bytes apart and waits for the first to be acknowledged, which Linux puts off by 40 ms. In pcscd's own
 * namespace the loopback route can ask for it at once: 0.7 ms a command instead of 75.
 */
function acknowledgeAtOnce(): void {
  const pid = readFileSync('/run/pcscd/pcscd.pid', 'latin1').replace(/\D/g, '');
  const route = 'ip route replace table local local 127.0.0.1 dev lo proto kernel scope host src 127.0.0.1 quickack 1';
  const { status, stderr } = spawnSync('nsenter', ['-t', pid, '-n', ...route.split(' ')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the route stays as it is: ${stderr}`);
}

/** Writes bytes for a tool to read. */
export function fileOf(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** pcscd looks at its readers some times a second. */
async function slots(driver: Driver, count: number): Promise<readonly Slot[]> {
  for (let tries = 0; ; tries += 1) {
    const found = (await driver.list()).slots;
    if (found.length === count || tries > 80) return found;
    await sleep(100);
  }
}
