import { type BridgeConfig, ConfigError, loadConfig } from '../config.ts';
import { modelFaults, openDrivers } from '../drivers/open.ts';
import { systemLanguage } from '../prompt/language.ts';
import { version } from '../start.ts';
import { collectReport } from './collect.ts';
import { models, notUnderstood, type Printed } from './models.ts';
import { probeCommand } from './probe/probe.ts';
import { reportText } from './text.ts';

/** What a maintainer asks of the bridge. Each takes the rest of the command line; undefined: it was not understood. */
export const reportActs: Readonly<Record<string, (args: readonly string[]) => Promise<number> | undefined>> = {
  models: async ([verb, ...rest]) =>
    print(
      verb === 'probe'
        ? ((await probeCommand(rest)) ?? notUnderstood)
        : models(verb === undefined ? [] : [verb, ...rest]),
    ),
  report: (args) => (args.length > 0 ? undefined : report()),
};

function print({ out, aside, code }: Printed): number {
  for (const line of out) console.log(line);
  for (const line of aside) console.error(line);
  return code;
}

async function report(): Promise<number> {
  let config: BridgeConfig;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 1;
  }
  const drivers = openDrivers(config);
  try {
    const made = await collectReport(config, drivers, modelFaults(), { version });
    process.stdout.write(reportText(made, systemLanguage()));
    return 0;
  } finally {
    await Promise.all(drivers.map((driver) => driver.close()));
  }
}
