import { parseArgs } from 'node:util';
import type { DialectDraft } from '@jiesuo/models';
import { type BridgeConfig, ConfigError, loadConfig } from '../../config.ts';
import type { CardChannel } from '../../drivers/cards/family.ts';
import { type Observation, observe } from '../../drivers/cards/gmt0017-observe.ts';
import { type Probed, probe } from '../../drivers/cards/gmt0017-probe.ts';
import { DriverFault } from '../../drivers/driver.ts';
import { conditionLines } from '../lines.ts';
import type { Printed } from '../models.ts';
import { readPin } from './pinFile.ts';
import { inTime, type Place, placesOf } from './places.ts';
import { Ended, keepRecord, readRecord } from './record.ts';
import { nextStep, observationLines, obstacle, probedLines } from './words.ts';

interface Pins {
  readonly user: Buffer | undefined;
  readonly admin: Buffer | undefined;
}

/**
 * `bridge models probe FILE`: which dialect the one plugged UKey of this record speaks (docs/decisions/015). Without a PIN it asks only what
 * costs nothing; with a test UKey's it finds the dialect and writes it into the record.
 * @returns undefined where the arguments were not understood.
 */
export async function probeCommand(
  args: readonly string[],
  load: () => BridgeConfig = loadConfig,
): Promise<Printed | undefined> {
  const given = readArguments(args);
  if (given === undefined) return undefined;
  const out: string[] = [];
  const pins: { user?: Buffer; admin?: Buffer } = {};
  try {
    const draft = readRecord(given.record);
    Object.assign(pins, readPins(given));
    const isDone = await run(load(), draft, { user: pins.user, admin: pins.admin }, given.record, out);
    return { out, aside: [], code: isDone ? 0 : 1 };
  } catch (error) {
    return { out, aside: sentencesOf(error), code: 1 };
  } finally {
    pins.user?.fill(0);
    pins.admin?.fill(0);
  }
}

interface Given {
  readonly record: string;
  readonly userPinFile: string | undefined;
  readonly adminPinFile: string | undefined;
}

function readArguments(args: readonly string[]): Given | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'user-pin-file': { type: 'string' }, 'admin-pin-file': { type: 'string' } },
    });
    const [record, ...more] = positionals;
    const { 'user-pin-file': userPinFile, 'admin-pin-file': adminPinFile } = values;
    // The admin PIN only confirms what the user's has found.
    if (record === undefined || more.length > 0 || (adminPinFile !== undefined && userPinFile === undefined))
      return undefined;
    return { record, userPinFile, adminPinFile };
  } catch {
    return undefined;
  }
}

function readPins({ userPinFile, adminPinFile }: Given): Partial<Pins> {
  const pinIn = (path: string | undefined): Buffer | undefined => {
    const pin = path === undefined ? undefined : readPin(path);
    if (path !== undefined && pin === undefined)
      throw new Ended(
        `文件 ${path} 中没有密码：只写一行，6 至 16 个字符，不含空格。 There is no PIN in ${path}: one line, 6 to 16 characters, no spaces.`,
      );
    return pin;
  };
  const user = pinIn(userPinFile);
  try {
    return { user, admin: pinIn(adminPinFile) };
  } catch (error) {
    user?.fill(0);
    throw error;
  }
}

async function run(
  config: BridgeConfig,
  draft: DialectDraft,
  pins: Pins,
  path: string,
  out: string[],
): Promise<boolean> {
  const { places, conditions, close } = await placesOf(config, draft.model);
  try {
    out.push(...conditions.flatMap(({ code, detail }) => conditionLines(code, detail)));
    const place = onlyOne(places);
    out.push(`KEY UKey: ${place.name.replace(/\p{C}/gu, '')} (${place.driver})`);
    return await withChannel(place, (channel) => work(channel, draft, pins, path, out));
  } finally {
    close();
  }
}

function onlyOne(places: readonly Place[]): Place {
  const [place, ...others] = places;
  if (place === undefined)
    throw new Ended(
      '没有找到这个型号的KEY：请插好它，并核对型号文件的 match、drivers 和 bridge.json 的 drivers。 No UKey of this record was found: plug it in, and check match and drivers of the record and drivers of bridge.json.',
    );
  if (others.length > 0)
    throw new Ended(
      '插着多个这个型号的KEY，请只留下测试用的一个。 Several UKeys of this record are in: leave the test UKey alone.',
    );
  return place;
}

async function withChannel<T>(place: Place, use: (channel: CardChannel) => Promise<T>): Promise<T> {
  const channel = inTime(await place.open());
  try {
    return await use(channel);
  } finally {
    await channel.disconnect();
  }
}

async function work(
  { transmit }: CardChannel,
  draft: DialectDraft,
  pins: Pins,
  path: string,
  out: string[],
): Promise<boolean> {
  const seen = await observe(transmit, draft.application);
  out.push(...observationLines(seen));
  const why = obstacle(seen);
  if (why !== undefined) throw new Ended(why);
  if (pins.user === undefined) {
    out.push(nextStep);
    return true;
  }
  const { application = '', candidates }: Observation = seen;
  const probed = await probe(transmit, {
    application,
    candidates,
    ...(draft.dialect && { likeliest: draft.dialect }),
    userPin: pins.user,
    ...(pins.admin && { adminPin: pins.admin }),
  });
  out.push(...probedLines(probed));
  const { verdict, dialect } = probed;
  if (dialect === undefined || (verdict !== 'found' && verdict !== 'confirmed')) return false;
  const quirks = probed.isCountedHigh ? { hasTriesInHighNibble: true } : {};
  out.push(keepRecord(path, draft.fill(dialect, application, sourceOf(verdict), quirks)));
  return true;
}

const sourceOf = (verdict: Probed['verdict']) =>
  `bridge models probe, ${new Date().toISOString().slice(0, 10)}, on a test UKey: ${
    verdict === 'confirmed' ? 'user PIN, then a reset with the admin PIN' : 'user PIN'
  }`;

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof Ended) return error.lines;
  if (error instanceof ConfigError) return [error.message];
  if (!(error instanceof DriverFault)) throw error;
  const code = { removed: 'ukey_removed', busy: 'ukey_busy', time_out: 'ukey_fault', fault: 'ukey_fault' } as const;
  return conditionLines(code[error.code], error.detail);
}
