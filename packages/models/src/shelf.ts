import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ModelFault } from './faults.ts';
import type { Model } from './model.ts';
import { modelFiles, ownModels, type Reading, readModels } from './read.ts';

/** The models in force. Their folders are looked at again when somebody asks: a file that was added or changed counts without a restart. */
export interface Shelf {
  /**
   * Where a changed folder has a fault, the last set without one stays in force as a whole.
   * At the start there is no such set: every file without a fault counts.
   */
  models(): readonly Model[];
  find(id: string): Model | undefined;
  /** What is wrong with the files as they lie there now. */
  faults(): readonly ModelFault[];
}

/** Between two looks at the folders. */
const LOOK_MS = 1000;

/**
 * @param folders the product's own first, then the administrator's; one that is not there counts as empty until it is.
 * @param now monotonic milliseconds.
 */
export function openShelf(
  folders: readonly string[] = [ownModels],
  now: () => number = () => performance.now(),
): Shelf {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let seen: string | undefined;
  let good: Reading = { models: [], faults: [] };
  let faults: readonly ModelFault[] = [];

  const look = () => {
    if (now() - lookedAt < LOOK_MS) return;
    lookedAt = now();
    const there = folders.filter(isThere);
    const state = JSON.stringify(there.map(stateOf));
    if (state === seen) return;
    const isFirst = seen === undefined;
    seen = state;
    const reading = readModels(there);
    faults = reading.faults;
    if (isFirst || faults.length === 0) good = reading;
  };

  return {
    models() {
      look();
      return good.models;
    },
    find(id) {
      look();
      return good.models.find((model) => model.id === id);
    },
    faults() {
      look();
      return faults;
    },
  };
}

const isThere = (folder: string): boolean => {
  try {
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
};

/** Changes when a file comes, goes, or is written. */
function stateOf(folder: string): readonly (string | number)[] {
  try {
    return [folder, ...modelFiles(folder).flatMap(fileState)];
  } catch {
    return [folder];
  }
}

function fileState(path: string): readonly (string | number)[] {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(path);
    return [basename(path), mtimeMs, ctimeMs, size, ino];
  } catch {
    return [basename(path)];
  }
}
