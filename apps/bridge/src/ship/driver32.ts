import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shippedHome } from './home.ts';

/** How the child for 32-bit libraries is started, where there is one: on Windows, in the shipped program. */
export function driver32(): { readonly program: string; readonly parameters: readonly string[] } | undefined {
  const home = shippedHome();
  if (home === undefined) return undefined;
  const program = join(home, 'win32-ia32', 'jiesuo-bridge-32.exe');
  return existsSync(program) ? { program, parameters: [join(home, 'win32-ia32', 'driver.cjs')] } : undefined;
}
