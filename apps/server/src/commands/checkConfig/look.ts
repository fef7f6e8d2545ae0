import { readConfig } from '../../config.ts';
import { describe } from '../../describe.ts';
import { StartFault } from '../../startFault.ts';
import { askGateways } from './ask.ts';
import { checks } from './checks.ts';
import type { Finding, Surroundings } from './finding.ts';
import { askStores } from './store.ts';

/** Every finding about the settings in `env`, as `start` would read them. Nothing is written, migrated or sent; with `asks` the stores and the gateways are asked. */
export async function look(env: NodeJS.ProcessEnv, asks: boolean, now: Date): Promise<readonly Finding[]> {
  let around: Surroundings;
  try {
    around = { config: readConfig(env), now };
  } catch (error) {
    const sentence = error instanceof StartFault ? error.message : describe(error);
    return [{ subject: 'settings', verdict: 'wrong', sentence }];
  }
  const findings: Finding[] = [];
  for (const check of asks ? [...checks, askStores, askGateways] : checks) findings.push(...(await check(around)));
  return findings;
}
