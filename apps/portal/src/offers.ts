/** One archive, as the list beside it says. */
export interface Offered {
  readonly name: string;
  readonly system: string;
  readonly bytes: number;
  readonly sha256: string;
}
/** This CA's own browser extension. */
export interface OfferedExtension {
  /** Chromium's id of it. */
  readonly id: string;
  /** Its page in a browser's store. */
  readonly store?: string;
  readonly files: readonly Offered[];
}
export interface Offers {
  readonly version: string;
  readonly files: readonly Offered[];
  readonly extension?: OfferedExtension;
}

const isText = (value: unknown, pattern: RegExp): value is string => typeof value === 'string' && pattern.test(value);

/** Reads `manifest.json`; undefined for anything that is none. A name of any other shape would make a link that leads elsewhere. */
export function readOffers(body: unknown): Offers | undefined {
  if (typeof body !== 'object' || body === null || !('version' in body) || !('files' in body)) return undefined;
  const { version, files } = body;
  if (!isText(version, /^[0-9.]{1,20}$/) || !Array.isArray(files)) return undefined;
  const read = files.map(readOffered);
  if (!read.every((one) => one !== undefined)) return undefined;
  const extension = 'extension' in body ? readExtension(body.extension) : undefined;
  return { version, files: read, ...(extension === undefined ? {} : { extension }) };
}

/** An extension that is not told in full is not offered; the bridge still is. */
function readExtension(one: unknown): OfferedExtension | undefined {
  if (typeof one !== 'object' || one === null) return undefined;
  const { id, store, files } = one as Readonly<Record<string, unknown>>;
  if (!isText(id, /^[a-p]{32}$/) || !Array.isArray(files)) return undefined;
  const read = files.map(readOffered);
  if (!read.every((file) => file !== undefined)) return undefined;
  return { id, files: read, ...(isText(store, /^https:\/\/[^\s]{1,300}$/) ? { store } : {}) };
}

function readOffered(one: unknown): Offered | undefined {
  if (typeof one !== 'object' || one === null) return undefined;
  const { name, system, bytes, sha256 } = one as Readonly<Record<string, unknown>>;
  const isWhole =
    isText(name, /^[a-z0-9][a-z0-9.-]{0,99}$/) &&
    isText(system, /^[a-z0-9]{1,16}-[a-z0-9]{1,16}$/) &&
    isText(sha256, /^[0-9a-f]{64}$/) &&
    typeof bytes === 'number';
  return isWhole ? { name, system, bytes, sha256 } : undefined;
}

/** What a visitor's computer can run: the archive's system, or why there is none. */
export type Choice =
  | { readonly system: 'win32-x64' | 'linux-x64' | 'linux-arm64' }
  | { readonly without: 'old_windows' | 'windows_32' | 'macos' | 'phone' | 'other' };

/** By what the browser says of itself: advice, which the person may overrule. 64-bit Windows names itself by one of three words. */
export function choiceOf(userAgent: string): Choice {
  const said = (pattern: RegExp) => pattern.test(userAgent);
  if (said(/Windows NT (?:[0-5]\.|6\.)|Windows 9/)) return { without: 'old_windows' };
  if (said(/Windows NT/)) return said(/Win64|WOW64|x64/) ? { system: 'win32-x64' } : { without: 'windows_32' };
  if (said(/Android|iPhone|iPad|OpenHarmony/)) return { without: 'phone' };
  if (said(/Mac OS X/)) return { without: 'macos' };
  if (said(/Linux/) && said(/aarch64|arm64/)) return { system: 'linux-arm64' };
  if (said(/Linux/) && said(/x86_64|amd64/i)) return { system: 'linux-x64' };
  return { without: 'other' };
}
