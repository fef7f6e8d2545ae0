import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Card,
  type CardRequest,
  createCard,
  createDesk,
  type Desk,
  issueCard,
  issueDemoCa,
  serveCards,
} from '@jiesuo/card';
import { ownModels, readModels } from '@jiesuo/models';
import type { AllowedLibrary } from '../library.ts';
import type { SkfOptions } from './driver.ts';

/** The tests named `*.skf.test.ts`: real SKF libraries, compiled here, onto virtual UKeys. Needs gcc. */
export const isLane = process.env['JIESUO_LANE'] === 'skf';

const folder = isLane ? mkdtempSync(join(tmpdir(), 'jiesuo-skf-')) : '';
const builder = join(dirname(createRequire(import.meta.url).resolve('@jiesuo/card')), '..', 'skf', 'build.js');
const built = new Map<string, AllowedLibrary>();

/** @param flags of packages/card/skf/build.js. */
export function buildLibrary(flags: Readonly<Record<string, string>> = {}): AllowedLibrary {
  const given = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const known = built.get(given.join(' '));
  if (known) return known;
  const path = execFileSync(process.execPath, [builder, '--out', folder, ...given], { encoding: 'utf8' }).trim();
  const allowed = { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
  built.set(given.join(' '), allowed);
  return allowed;
}

export const skfOptions = (...libraries: readonly AllowedLibrary[]): SkfOptions => ({
  models: readModels([ownModels]).models,
  libraries,
});

export const USER_PIN = 'Abcd-1357';
const ca = isLane ? issueDemoCa() : undefined;

/** Virtual UKeys of these serial numbers, plugged in, at a port that the libraries find by JIESUO_CARD_PORT. */
export async function plugIn(
  ...requests: readonly Partial<CardRequest>[]
): Promise<{ readonly desk: Desk; readonly cards: readonly Card[]; close(): Promise<void> }> {
  if (!ca) throw new Error('this lane does not run');
  const cards = requests.map((request) =>
    createCard(
      issueCard({ ca, kind: 'sm2', company: '示例公司', uscc: '91110000100000000X', userPin: USER_PIN, ...request })
        .state,
    ),
  );
  const desk = createDesk(cards);
  for (const { state } of cards) desk.plug(state.serial);
  const server = await serveCards({ desk, port: 0 });
  process.env['JIESUO_CARD_PORT'] = String(server.port);
  return { desk, cards, close: () => server.close() };
}
