export interface ComparedLine {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The fewest lines that were taken away and added (longest common subsequence); lines that moved count as both. */
export function compareLines(before: readonly string[], after: readonly string[]): ComparedLine[] {
  const common = commonLengths(before, after);
  const compared: ComparedLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      compared.push({ is: 'same', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (now === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      compared.push({ is: 'removed', text: old });
      i += 1;
    } else {
      compared.push({ is: 'added', text: now ?? '' });
      j += 1;
    }
  }
  return compared;
}

/** How much the ends from `i` and `j` on have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (!row) continue;
      row[j] =
        before[i] === after[j]
          ? 1 + (lengths[i + 1]?.[j + 1] ?? 0)
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  return lengths;
}
