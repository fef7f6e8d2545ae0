import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Driver } from '../drivers/driver.ts';

const profile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** Answer to reset, lower-case hex, 2 to 33 bytes (ISO 7816-3). */
  atr: z.string().regex(/^(?:[0-9a-f]{2}){2,33}$/),
  drivers: z.array(z.enum(['virtual', 'pcsc'])).min(1),
  application: z.string().min(1).max(32),
  /** Where these facts come from. */
  source: z.string().min(1).max(300),
  /** INS bytes whose coding was tried against no maker's token: `bridge doctor` says so. */
  unverifiedCommands: z.array(z.string().regex(/^[0-9a-f]{2}$/)),
});
/** A UKey model that the bridge knows, as data: how it is recognised and which application holds its PINs. */
export type Profile = z.output<typeof profile>;

/** Every model in profiles/*.json, by name. @throws Error for a file that is no profile, or an ATR that two of them claim. */
export function loadProfiles(folder: string = import.meta.dirname): readonly Profile[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const profiles = files.sort().map((file) => profile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  for (const key of ['id', 'atr'] as const)
    if (new Set(profiles.map((p) => p[key])).size < profiles.length)
      throw new Error(`two profiles have the same ${key}`);
  return profiles;
}

/** The model of a card in a slot of that driver, or undefined for a card that is none of our business. */
export function recognise(profiles: readonly Profile[], driver: Driver['name'], atr: Uint8Array): Profile | undefined {
  const hex = Buffer.from(atr).toString('hex');
  return profiles.find((p) => p.atr === hex && p.drivers.includes(driver));
}
