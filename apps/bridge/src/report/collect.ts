import { homedir, hostname, release, type as systemType, userInfo } from 'node:os';
import type { ModelFault, Report } from '@jiesuo/models';
import type { BridgeConfig } from '../config.ts';
import type { Driver, Slot, UkeyFacts } from '../drivers/ukey.ts';
import { type Found, makeReport } from './report.ts';

/**
 * Asks every driver what is plugged in, opens what a model claims for the issuers of its certificates, gives it back at once, and makes the
 * report. No PIN is asked for, none tried. A UKey that is busy is reported without them. Never throws.
 * @param browser as `browserOf` has it.
 */
export async function collectReport(
  config: Pick<BridgeConfig, 'drivers' | 'libraries' | 'prompt'>,
  drivers: readonly Driver[],
  modelFaults: readonly ModelFault[],
  { version, browser }: { readonly version: string; readonly browser?: string },
): Promise<Report> {
  const found = await Promise.all(drivers.map(look));
  return makeReport(config, found, modelFaults, {
    version,
    node: process.version,
    system: `${process.platform}-${process.arch}`,
    systemVersion: `${systemType()} ${release()}`,
    ...(browser !== undefined && { browser }),
    now: new Date(),
    own: ownNames(),
  });
}

async function look(driver: Driver): Promise<Found> {
  const listing = await driver.list();
  const facts = new Map<string, UkeyFacts>();
  for (const slot of listing.slots) {
    const known = slot.model === undefined ? undefined : await factsOf(driver, slot);
    if (known) facts.set(slot.id, known);
  }
  return { driver: driver.name, listing, facts };
}

async function factsOf(driver: Driver, { id }: Slot): Promise<UkeyFacts | undefined> {
  try {
    const ukey = await driver.connect(id);
    await ukey.release();
    return ukey.facts;
  } catch {
    return undefined;
  }
}

/** The home folder first: it holds the user's name. */
function ownNames(): readonly string[] {
  const names = [homedir(), hostname()];
  try {
    names.push(userInfo().username);
  } catch {
    // A user without an entry in the system's list has no name to hide.
  }
  return names.filter((name) => name !== '' && name !== '/' && name !== 'root' && name !== 'localhost');
}
