import { useSyncExternalStore } from 'react';
import { api } from '../../api.ts';

/** First pages that were fetched before they are looked at, by material; in memory only, and only of the orders on the desk. Each fetch is a recorded view. */
const kept = new Map<string, string>();
const fetching = new Map<string, AbortController>();
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** Fetches what is not there yet, one after another: the server renders each, and nobody waits for them. A failure leaves the page to its own address. */
export async function fetchPictures(materials: readonly string[]): Promise<void> {
  for (const id of materials) {
    if (kept.has(id) || fetching.has(id)) continue;
    const given = new AbortController();
    fetching.set(id, given);
    try {
      const picture = await api('reviews.material', { id, page: 1 });
      if (given.signal.aborted) continue;
      kept.set(id, URL.createObjectURL(picture));
      tell();
    } catch {
      // Shown by its address then, which says what is wrong.
    } finally {
      fetching.delete(id);
    }
  }
}

/** Lets go of every picture but those of these materials: personal data is not kept after the page is left. */
export function keepPicturesOf(materials: readonly string[]): void {
  for (const [id, given] of fetching) if (!materials.includes(id)) given.abort();
  for (const [id, url] of kept)
    if (!materials.includes(id)) {
      URL.revokeObjectURL(url);
      kept.delete(id);
    }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
/** Where the first page of a material lies in memory, if it does. */
export const useFetchedPicture = (material: string): string | undefined =>
  useSyncExternalStore(subscribe, () => kept.get(material));
