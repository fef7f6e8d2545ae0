import { readdirSync, readFileSync } from 'node:fs';
import { makeCase } from '../../apps/server/src/checks/corpus/cases.ts';
import { measure } from '../../apps/server/src/checks/corpus/measure.ts';
import { createReader } from '../../apps/server/src/checks/reader/reader.ts';

// 材料预审 of one order, three phone photos, the engine's start included. Says its milliseconds; too much memory is an error.
const [seed = '', megabytesMost = ''] = process.argv.slice(2);
const asOf = new Date('2026-11-22T00:00:00Z');
const papers = await Promise.all(
  ['licence, seal over name', 'ID card', 'letter'].map((name) => makeCase(name, 'photo', Number(seed), asOf)),
);
const reader = createReader();
const since = performance.now();
let compared = 0;
for (const paper of papers) compared += (await measure(reader, paper, asOf)).outcomes.length;
const ms = performance.now() - since;
const peak = peakOfChildren();
reader.close();
if (compared === 0) throw new Error('nothing was read');
if (peak > Number(megabytesMost)) throw new Error(`the reader took ${peak.toFixed(0)} MB`);
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
