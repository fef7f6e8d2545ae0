import { compareVersions, type Manifest, manifest, openMessage } from '@jiesuo/ceremony';
import type { Portal } from '../config.ts';

const PATH = '/downloads/manifest.signed.json';
const BYTES_MAX = 64 * 1024;
const TIMEOUT_MS = 10_000;

/** What a portal says of this bridge's version. `unknown`: it did not answer, offers none, or somebody else signed. */
export interface UpdateVerdict {
  readonly portal: string;
  readonly state: 'current' | 'newer_offered' | 'too_old' | 'unknown';
  readonly offered?: string;
  /** Where a person finds it. Nothing is ever fetched or installed by itself. */
  readonly page?: string;
}

/** Asks a portal which versions there are. Believes only what the portal's own key signed. Never throws. */
export async function checkRelease(
  { origin, publicKey }: Portal,
  version: string,
  ask: typeof fetch = fetch,
): Promise<UpdateVerdict> {
  try {
    const wire: unknown = JSON.parse(await fetchText(`${origin}${PATH}`, ask));
    return judge(openMessage(wire, Buffer.from(publicKey, 'base64url'), manifest), origin, version);
  } catch {
    return { portal: origin, state: 'unknown' };
  }
}

function judge({ version: offered, minimumVersion }: Manifest, portal: string, own: string): UpdateVerdict {
  const page = `${portal}/download`;
  if (compareVersions(own, minimumVersion) < 0) return { portal, state: 'too_old', offered, page };
  return compareVersions(own, offered) < 0
    ? { portal, state: 'newer_offered', offered, page }
    : { portal, state: 'current', offered };
}

async function fetchText(url: string, ask: typeof fetch): Promise<string> {
  const answer = await ask(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok || answer.body === null) throw new Error('no manifest');
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.length;
    if (size > BYTES_MAX) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
