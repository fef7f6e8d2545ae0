import { Counter, Gauge, type Registry } from 'prom-client';

/** One value with its labels; a number alone has none. */
export type Reading = number | readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];

export interface GaugeWords {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** A collector waits ten seconds for everything: what is slower than this is as good as gone. */
const readMsMost = 3_000;

/**
 * A gauge that is read when it is asked for. What cannot be read is left out and counted: a database that is gone must not take along
 * the figures by which one sees that it is gone, and an old value must not stand for a new one.
 */
export function readGauge(
  registry: Registry,
  { name, help, labelNames = [] }: GaugeWords,
  read: () => Promise<Reading> | Reading,
  msMost = readMsMost,
): void {
  const faults = faultsOf(registry);
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    async collect() {
      const reading = await within(read, msMost).catch(() => undefined);
      // Also what had a value before and has none now.
      if (labelNames.length === 0) gauge.remove();
      else gauge.reset();
      if (reading === undefined) faults.inc({ metric: name });
      else if (typeof reading === 'number') gauge.set(reading);
      else for (const { labels, value } of reading) gauge.set(labels, value);
    },
  });
  if (labelNames.length === 0) gauge.remove();
}

/** One reading for gauges that are asked for together. */
export function together<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= read().finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function within<T>(read: () => Promise<T> | T, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('too late')), ms);
  });
  try {
    return await Promise.race([(async () => read())(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const faultsName = 'jiesuo_reading_faults_total';

function faultsOf(registry: Registry): Counter {
  const known = registry.getSingleMetric(faultsName);
  if (known) return known as Counter;
  return new Counter({
    name: faultsName,
    help: 'Figures that could not be read when they were asked for, by their name.',
    labelNames: ['metric'],
    registers: [registry],
  });
}
