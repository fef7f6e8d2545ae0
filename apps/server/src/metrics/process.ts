import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Counter, collectDefaultMetrics, type Registry } from 'prom-client';
import { readGauge } from './gauge.ts';

/** What this process and its children take: memory, time, and how busy the event loop is. Once for a process: it listens to the engine. */
export function watchProcess(registry: Registry, about: { readonly version: string; readonly engine: string }): void {
  collectDefaultMetrics({ register: registry });
  let before = performance.eventLoopUtilization();
  const busy = new Counter({
    name: 'jiesuo_event_loop_busy_seconds_total',
    help: 'Time in which the event loop had something to do; its rate is the utilisation, 1 is full.',
    registers: [registry],
    collect() {
      const now = performance.eventLoopUtilization();
      busy.inc(Math.max(0, now.active - before.active) / 1000);
      before = now;
    },
  });
  readGauge(
    registry,
    { name: 'jiesuo_build_info', help: 'Always 1; what runs here.', labelNames: ['version', 'node', 'engine'] },
    () => [{ labels: { ...about, node: process.versions.node }, value: 1 }],
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_child_processes',
      help: 'Processes that this one started: reader (document check), decoder (uploads), other.',
      labelNames: ['kind'],
    },
    () => sum(children(), () => 1),
  );
  readGauge(
    registry,
    {
      name: 'jiesuo_child_resident_memory_bytes',
      help: 'Resident memory of those processes; not part of process_resident_memory_bytes.',
      labelNames: ['kind'],
    },
    () => sum(children(), (child) => child.bytes),
  );
}

const kinds = ['reader', 'decoder', 'other'] as const;
interface Child {
  readonly kind: (typeof kinds)[number];
  readonly bytes: number;
}

/** Linux tells in /proc; elsewhere there are none to tell of. A child that ends while it is read is left out. */
function children(): Child[] {
  return pids().flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? '0';
      return [{ kind: kindOf(command), bytes: Number(kilobytes) * 1024 }];
    } catch {
      return [];
    }
  });
}

const kindOf = (command: string): Child['kind'] =>
  command.includes('/reader/') ? 'reader' : command.includes('/decode/') ? 'decoder' : 'other';

function pids(): string[] {
  try {
    return readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'latin1').split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}

const sum = (all: readonly Child[], of: (child: Child) => number) =>
  kinds.map((kind) => ({
    labels: { kind },
    value: all.filter((one) => one.kind === kind).reduce((total, one) => total + of(one), 0),
  }));
