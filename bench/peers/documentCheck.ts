import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader } from '../../apps/server/src/checks/reader/reader.ts';

// 材料预审 of the papers in a folder, the engine's start included. Says its milliseconds; too much memory is an error.
const [folder = '', megabytesMost = ''] = process.argv.slice(2);
const papers = readdirSync(folder)
  .toSorted()
  .map((name) => readFileSync(join(folder, name)));
const reader = createReader();
const since = performance.now();
for (const bytes of papers) {
  const { reading } = await reader.read([{ page: 1, bytes, picture: bytes }]);
  const facts = reading.pages.flatMap((page) => page.facts);
  if (facts.length === 0) throw new Error('nothing was read');
}
const ms = performance.now() - since;
const peak = peakOfChildren() + process.resourceUsage().maxRSS / 1024;
reader.close();
if (peak > Number(megabytesMost)) throw new Error(`reading took ${peak.toFixed(0)} MB`);
console.error(`${peak.toFixed(0)} MB`);
console.log(ms.toFixed(0));

/** The most that a child of this process ever held, in MB. Linux tells; elsewhere the reader's own limit has to do. */
function peakOfChildren(): number {
  if (process.platform !== 'linux') return 0;
  const peaks = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        const isOurs = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]) === process.pid;
        return isOurs ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024 : 0;
      } catch {
        // It ended while we looked.
        return 0;
      }
    });
  return Math.max(0, ...peaks);
}
