/** The oldest bridge that speaks today's messages; what is older is told so before it asks for anything. */
const oldest = [0, 1, 0] as const;

/** True for a version below the oldest, and for what is no version (SemVer 2.0.0 §2; a pre-release counts as its release). */
export function isBridgeTooOld(version: string): boolean {
  const found = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-[0-9A-Za-z.-]+)?$/.exec(version);
  if (!found) return true;
  const [major, minor, patch] = found.slice(1, 4).map(Number) as [number, number, number];
  if (major !== oldest[0]) return major < oldest[0];
  if (minor !== oldest[1]) return minor < oldest[1];
  return patch < oldest[2];
}
