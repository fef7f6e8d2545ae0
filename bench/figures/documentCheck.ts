import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

const limitMs = 10_000;
const megabytesMost = 900;

/** 材料预审 of one order's three materials. */
export async function measureDocumentCheck(runs: number): Promise<readonly Line[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++)
    times.push((await runPeer('documentCheck.ts', [String(run + 1), String(megabytesMost)])).ms);
  return [
    {
      what: 'documentCheck of an order (3 photos)',
      ms: median(times),
      runs,
      against: `${limitMs / 1000} s, within ${megabytesMost} MB`,
      limitMs,
    },
  ];
}
