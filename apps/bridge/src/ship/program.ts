import { runDriver } from '../drivers/host/run.ts';
import { run } from '../main.ts';
import { shippedHome } from './home.ts';
import { useOwnConfig } from './own.ts';
import { noteRunning } from './running.ts';
import { attachConsole } from './windows.ts';

/** The shipped executable: the bridge, or one driver's child, which is this same program. */
async function main([command = 'start', ...rest]: readonly string[]): Promise<number> {
  if (command === 'driver') {
    await runDriver();
    return 0;
  }
  attachConsole();
  const home = shippedHome();
  if (home === undefined) return run([command, ...rest]);
  useOwnConfig(home);
  if (command !== 'start') return run([command, ...rest]);
  const forget = await noteRunning(home);
  try {
    return await run([command, ...rest]);
  } finally {
    await forget();
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
