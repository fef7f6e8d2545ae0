import { basename } from 'node:path';
import type { ModelFault, Report, ReportedUkey } from '@jiesuo/models';
import type { BridgeConfig } from '../config.ts';
import type { DriverName, Listing, Slot, UkeyFacts } from '../drivers/ukey.ts';
import { personalOf, reportCertificate } from './certificate.ts';
import { createScrub, type Scrub } from './scrub.ts';

/** What was found by one driver. */
export interface Found {
  readonly driver: DriverName;
  readonly listing: Listing;
  /** By slot id, of those UKeys that could be opened. */
  readonly facts: ReadonlyMap<string, UkeyFacts>;
}

export interface Surroundings {
  readonly version: string;
  readonly node: string;
  /** `process.platform`-`process.arch`. */
  readonly system: string;
  readonly systemVersion: string;
  /** Family and major version, where a window asked. */
  readonly browser?: string;
  readonly now: Date;
  /** Names of the person and of the computer, home folder: to be taken out wherever they stand. */
  readonly own: readonly string[];
}

const UKEYS_MAX = 16;
const CERTIFICATES_MAX = 8;
const CONDITIONS_MAX = 32;
/** Library drivers name a slot `<device> (<maker>, …)`: all that is known of a UKey that no model claims. */
const toldMaker = /\(([^(),]{1,64}), /;

/** What 复制诊断信息 copies. No serial number, subject, label, PIN or path; pure, so that a test can look for them. */
export function makeReport(
  config: Pick<BridgeConfig, 'drivers' | 'libraries' | 'prompt'>,
  found: readonly Found[],
  modelFaults: readonly ModelFault[],
  { version, node, system, systemVersion, browser, now, own }: Surroundings,
): Report {
  const facts = found.flatMap((one) => [...one.facts.values()]);
  const scrub = createScrub([...own, ...facts.flatMap(personalOf)]);
  return {
    v: 1,
    day: now.toISOString().slice(0, 10),
    bridge: version,
    node,
    system,
    systemVersion: systemVersion.slice(0, 80),
    ...(browser !== undefined && { browser: browser.slice(0, 40) }),
    prompt: config.prompt,
    drivers: [...config.drivers],
    libraries: config.libraries.map(({ path }) => scrub.name(basename(path))),
    modelFaults: modelFaults.slice(0, 16).map(({ file, field }) => scrub.name(`${file}: ${field}`)),
    conditions: conditionsOf(found, scrub),
    ukeys: found.flatMap((one) => one.listing.slots.map((slot) => reportUkey(one, slot, scrub))).slice(0, UKEYS_MAX),
  };
}

function conditionsOf(found: readonly Found[], scrub: Scrub): Report['conditions'] {
  const told = found.flatMap(({ driver, listing }) =>
    listing.conditions.map(({ code, detail }) => ({
      driver,
      code,
      ...(detail !== undefined && { detail: scrub.detail(detail) }),
    })),
  );
  const slots = found.flatMap(({ listing }) => listing.slots);
  const seen = [
    ...(slots.length === 0 ? [{ code: 'no_ukey' }] : []),
    ...(slots.length > 1 ? [{ code: 'several_ukeys' }] : []),
    ...(slots.some(({ model }) => model === undefined) ? [{ code: 'ukey_unknown' }] : []),
  ];
  return [...told, ...seen].slice(0, CONDITIONS_MAX);
}

function reportUkey({ driver, facts }: Found, { id, name, model, atr }: Slot, scrub: Scrub): ReportedUkey {
  const known = facts.get(id);
  const maker = known?.maker ?? (driver === 'skf' || driver === 'pkcs11' ? toldMaker.exec(name)?.[1] : undefined);
  return {
    driver,
    name: scrub.name(name),
    ...(model !== undefined && { model }),
    ...(atr !== undefined && { atr }),
    ...(maker !== undefined && { maker: scrub.name(maker).slice(0, 64) }),
    ...(known && {
      methods: [...known.methods],
      certificates: known.certificates.slice(0, CERTIFICATES_MAX).map((one) => reportCertificate(one, scrub)),
    }),
  };
}
