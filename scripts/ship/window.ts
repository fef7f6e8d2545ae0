import { collectAssets } from '../../apps/bridge/src/assets/assets.ts';

/** The window's files as the bridge serves them in a checkout, all of them text: what is shipped is what was tested. */
export const windowAsset = (): string =>
  JSON.stringify([...collectAssets()].map(([path, { type, bytes }]) => [path, { type, text: bytes.toString() }]));
