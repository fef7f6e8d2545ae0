import { run } from '../main.ts';
import { shippedHome } from './home.ts';
import { useOwnConfig } from './own.ts';
import { attachConsole } from './windows.ts';

/** The shipped executable: the bridge, and whatever else it does under a name of its own. */
async function main(args: readonly string[]): Promise<number> {
  const [command = 'start'] = args;
  if (command !== 'driver') attachConsole();
  const home = shippedHome();
  if (home !== undefined) useOwnConfig(home);
  return run(args);
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
