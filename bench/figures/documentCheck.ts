import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

const limitMs = 10_000;
const megabytesMost = 900;
const papers = [
  ['photo', '3 photos'],
  ['rotated', '3 scans lying or on their heads'],
] as const;

/** 材料预审 of one order's three materials. */
export async function measureDocumentCheck(runs: number): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const [condition, words] of papers) {
    const times: number[] = [];
    for (let run = 1; run <= runs; run++) times.push(await measureOne(condition, run));
    lines.push({
      what: `documentCheck of an order (${words})`,
      ms: median(times),
      runs,
      against: `${limitMs / 1000} s, within ${megabytesMost} MB`,
      limitMs,
    });
  }
  return lines;
}

async function measureOne(condition: string, seed: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-papers-'));
  try {
    await runPeer('papers.ts', [folder, condition, String(seed)]);
    return (await runPeer('documentCheck.ts', [folder, String(megabytesMost)])).ms;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
