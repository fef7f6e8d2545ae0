import { z } from 'zod';

const version = z.string().regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/);

/** One archive that a person may download. */
export const manifestFile = z.strictObject({
  /** A plain file name beside the manifest. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/),
  /** Node's platform and architecture, e.g. `win32-x64`. */
  system: z.string().regex(/^[a-z0-9]{1,16}-[a-z0-9]{1,16}$/),
  bytes: z.number().int().positive(),
  /** Lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The CA's own browser extension, where it has one. */
export const manifestExtension = z.strictObject({
  /** Chromium's id, which follows from the public key. */
  id: z.string().regex(/^[a-p]{32}$/),
  /** Its page in a browser's store. */
  store: z
    .url({ protocol: /^https$/ })
    .max(300)
    .optional(),
  /** `chromium-zip` to unpack and load, `chromium-crx` and `chromium-updates` for an administrator's policy. */
  files: z.array(manifestFile).min(1).max(4),
});

/** What the portal offers of the bridge. Signed by the portal's key as any message is; it says what there is, and installs nothing. */
export const manifest = z.strictObject({
  type: z.literal('bridge_manifest'),
  v: z.literal(1),
  version,
  /** The oldest bridge that the portal still serves. */
  minimumVersion: version,
  madeAt: z.iso.datetime(),
  files: z.array(manifestFile).min(1).max(32),
  extension: manifestExtension.optional(),
});
export type Manifest = z.output<typeof manifest>;

/** Below, at or above zero as `left` is older, the same or newer. Both are versions as a manifest has them. */
export function compareVersions(left: string, right: string): number {
  const parts = right.split('.').map(Number);
  for (const [index, part] of left.split('.').map(Number).entries()) {
    const difference = part - (parts[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
