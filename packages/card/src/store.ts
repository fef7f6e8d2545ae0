import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CardStateError } from './fields.ts';
import { type CardState, parseCardState } from './gmt0017/state.ts';
import type { AnyCardState } from './state.ts';

export interface CardStore<S extends AnyCardState = CardState> {
  /**
   * All cards of the directory, by serial number.
   * @throws {CardStateError} naming the file that holds no card.
   */
  load(): S[];
  /**
   * Keeps one card: when this returns, power may fail. Blocks; gives to `createCard` as its `save`.
   * @throws {CardStateError} for what is no card, and the file system's own errors.
   */
  save(state: S): void;
}

const CARD_FILE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}\.json$/;
const SCRATCH_FILE = /^\.[A-Za-z0-9_-]+\.[0-9a-f]{12}\.tmp$/;

/**
 * One JSON file a card in `directory` (0700, files 0600), which is made when missing. One process at a time.
 * @param parse says which families may lie there: `parseAnyCardState` for all; GM/T 0017 alone without it.
 */
export function openCardStore(directory: string): CardStore;
export function openCardStore<S extends AnyCardState>(directory: string, parse: (value: unknown) => S): CardStore<S>;
export function openCardStore(
  directory: string,
  parse: (value: unknown) => AnyCardState = parseCardState,
): CardStore<AnyCardState> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  for (const name of readdirSync(directory)) if (SCRATCH_FILE.test(name)) rmSync(join(directory, name));

  return {
    load() {
      const names = readdirSync(directory).filter((name) => CARD_FILE.test(name));
      return names.sort().map((name) => readCard(directory, name, parse));
    },
    save(state) {
      const card = parse(state);
      const scratch = join(directory, `.${card.serial}.${randomBytes(6).toString('hex')}.tmp`);
      try {
        writeDurably(scratch, `${JSON.stringify(card, null, 2)}\n`);
        renameSync(scratch, join(directory, `${card.serial}.json`));
      } catch (error) {
        rmSync(scratch, { force: true });
        throw error;
      }
      syncDirectory(directory);
    },
  };
}

function readCard(directory: string, name: string, parse: (value: unknown) => AnyCardState): AnyCardState {
  try {
    const card = parse(JSON.parse(readFileSync(join(directory, name), 'utf8')));
    if (`${card.serial}.json` !== name) throw new CardStateError('the serial number is not the file name');
    return card;
  } catch (error) {
    // A JSON error would quote the file, and the file holds PINs.
    const reason = error instanceof CardStateError ? error.message : 'it cannot be read as JSON';
    throw new CardStateError(`${name}: ${reason}`);
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Without it the rename itself may be lost in a power cut. Windows has no such call and needs none. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
