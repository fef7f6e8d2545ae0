export interface Line {
  readonly what: string;
  /** Median, in milliseconds. */
  readonly ms: number;
  readonly runs: number;
  /** What it is held against, and how long that is. */
  readonly against: string;
  readonly limitMs: number;
  /** Where it is no time: what it counts. */
  readonly unit?: '×';
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** Prints measured against limit. @returns false when one is over its limit. */
export function showTable(lines: readonly Line[]): boolean {
  const number = (ms: number, unit = 'ms') => `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(1)} ${unit}`.padStart(11);
  console.log(
    `\n${'figure'.padEnd(48)}${'median'.padStart(11)}${'limit'.padStart(11)}${'ratio'.padStart(8)}  limit is`,
  );
  for (const { what, ms, runs, against, limitMs, unit } of lines) {
    const ratio = ms / limitMs;
    const title = `${ratio > 1 ? '✗' : '✓'} ${what} (${runs})`.padEnd(48);
    console.log(`${title}${number(ms, unit)}${number(limitMs, unit)}${ratio.toFixed(2).padStart(8)}  ${against}`);
  }
  return lines.every(({ ms, limitMs }) => ms <= limitMs);
}
