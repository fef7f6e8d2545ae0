import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifest } from '@jiesuo/ceremony';
import type { Config } from '../config.ts';

/** The id of the extension that `npm run ship` packed with the bridge, unless a setting names another; looked up each time, as downloads are. */
export async function extensionId({
  extensionId: set,
  bridgeDownloads: folder,
}: Pick<Config, 'extensionId' | 'bridgeDownloads'>): Promise<string | null> {
  if (set !== undefined || folder === undefined) return set ?? null;
  try {
    const listed = manifest.safeParse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    return listed.data?.extension?.id ?? null;
  } catch {
    return null;
  }
}
