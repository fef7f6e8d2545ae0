/** One `key=value` under a `[section]` of a desktop configuration file. */
export interface Line {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

const isHeader = (line: string, section?: string): boolean =>
  section === undefined ? /^\s*\[.*\]\s*$/.test(line) : line.trim() === `[${section}]`;
const keyOf = (line: string): string => line.split('=')[0]?.trim() ?? '';

/** The text with that line, in place of another of the same key; everything else stays as it was. */
export function withLine(text: string, { section, key, value }: Line): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => isHeader(line, section));
  if (at === -1) return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}[${section}]\n${key}=${value}\n`;
  const end = endOf(lines, at);
  const old = lines.findIndex((line, index) => index > at && index < end && keyOf(line) === key);
  if (old === -1) lines.splice(at + 1, 0, `${key}=${value}`);
  else lines[old] = `${key}=${value}`;
  return lines.join('\n');
}

/** The text without that line, and without the section's header where nothing else is left under it. */
export function withoutLine(text: string, { section, key, value }: Line): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => isHeader(line, section));
  const end = endOf(lines, at);
  const old = lines.findIndex((line, index) => index > at && index < end && line === `${key}=${value}`);
  if (at === -1 || old === -1) return text;
  lines.splice(old, 1);
  const isAlone = lines.slice(at + 1, end - 1).every((line) => line.trim() === '');
  if (isAlone) lines.splice(at, 1);
  return lines.join('\n');
}

function endOf(lines: readonly string[], at: number): number {
  const next = lines.findIndex((line, index) => index > at && isHeader(line));
  return next === -1 ? lines.length : next;
}
