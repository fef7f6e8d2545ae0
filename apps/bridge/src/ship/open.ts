import { openLink } from '../carriers/acts.ts';
import { SCHEME } from '../carriers/link.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { type Surroundings, shippedHome, surroundings } from './home.ts';
import { isListening, startDetached } from './running.ts';
import { say } from './words.ts';

/** Any page may open such an address: it can have the bridge started, or hand over a pairing code (carriers/link.ts), and nothing else. */
const START = new RegExp(`^${SCHEME}:(?://)?start/?$`);

/** Starts the bridge unless it runs: from the menu, at log-in, or by `jiesuo-bridge://start` from a page. @returns the exit code. */
export async function open(
  address: string = `${SCHEME}://start`,
  around: Surroundings = surroundings(),
): Promise<number> {
  const home = shippedHome();
  if (home === undefined) {
    say('notShipped');
    return 1;
  }
  if (!START.test(address)) return openLink(address);
  try {
    if (!(await isListening(loadConfig().port))) await startDetached(home, around);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 1;
  }
}
