import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { createAnswer } from './answer.ts';
import { collectAssets } from './assets/assets.ts';
import { dialCall } from './carriers/call.ts';
import { DIAL_PATH } from './carriers/handOver.ts';
import { createChange } from './commands/change.ts';
import { createPairing } from './commands/pairing.ts';
import { createWatch } from './commands/watch.ts';
import type { BridgeConfig } from './config.ts';
import { openDrivers, openModels } from './drivers/open.ts';
import { createTurns } from './drivers/turns.ts';
import { safetyHeaders } from './gate/headers.ts';
import { createIdle } from './idle.ts';
import { openJournal } from './journal/file.ts';
import { listen } from './listen.ts';
import { openPrompt } from './prompt/open.ts';
import { reportCall } from './report/call.ts';
import { calls, portalsCall } from './seats/calls.ts';
import { changeCalls, lookCall } from './seats/localCalls.ts';
import { createSeats } from './seats/seats.ts';

const SWEEP_MS = 5_000;
const packageFile = join(import.meta.dirname, '..', 'package.json');
export const version: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version;

export interface Bridge {
  readonly port: number;
  /** Which of 127.0.0.1 and ::1 it listens on. */
  readonly addresses: readonly string[];
  /** Milliseconds since the last request ended; 0 while one is answered. */
  idleMs(): number;
  /** Ends every pairing, gives the UKeys back, stops listening. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Errors that nobody's refusal explains; default: one line on stderr. */
  readonly report?: (error: unknown) => void;
}

/**
 * Starts the bridge in this process. `config.port` may be 0 for any free one.
 * @throws {PortTaken} when 127.0.0.1 or ::1 has another listener there; the system's error for a `dataDir` that cannot be used.
 */
export async function startBridge(config: BridgeConfig, { report = reportLine }: StartOptions = {}): Promise<Bridge> {
  const journal = await openJournal(join(config.dataDir, 'journal'));
  const drivers = openDrivers(config);
  const prompt = openPrompt(config);
  const inTurn = createTurns();
  const watch = createWatch({ drivers, inTurn });
  const seats = createSeats({
    pairing: () => {
      for (const driver of drivers) driver.warm?.();
      return createPairing({ config, drivers, inTurn, journal, version, prompt });
    },
    change: () => createChange({ config, drivers, inTurn, models: openModels(), watch, prompt }),
  });
  const origins = config.portals.map((portal) => portal.origin);
  const headers = safetyHeaders(origins);
  const answer = createAnswer({
    port: () => listening.port,
    headers,
    assets: collectAssets(),
    calls: new Map([
      ...calls,
      ...changeCalls,
      ['/window/look', lookCall(watch)],
      ['/window/portals', portalsCall(origins)],
      [DIAL_PATH, dialCall(origins, prompt)],
      ['/window/report', reportCall({ config, drivers, inTurn, version })],
    ]),
    seats,
    report,
  });
  const idle = createIdle();
  const take: RequestListener = (request, response) => {
    idle.use(response);
    void answer(request, response);
  };
  const listening = await listen(config.port, take, headers);
  const sweeping = setInterval(() => void seats.sweep(), SWEEP_MS);
  sweeping.unref();
  return {
    port: listening.port,
    addresses: listening.addresses,
    idleMs: idle.forMs,
    async close() {
      clearInterval(sweeping);
      watch.close();
      await listening.close();
      await seats.close();
      await Promise.all(drivers.map((driver) => driver.close()));
    },
  };
}

/** Name and place only: a message could quote what was being handled. */
function reportLine(error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const place =
    error instanceof Error
      ? (error.stack
          ?.split('\n')
          .find((line) => line.includes(' at '))
          ?.trim() ?? '')
      : '';
  console.error(`bridge: ${name} ${place}`);
}
