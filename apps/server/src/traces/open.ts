import { hostname } from 'node:os';
import type { Config } from '../config.ts';
import { version } from '../version.ts';
import { noTraces, type Traces } from './traces.ts';

/** Traces as the settings want them. Off, OpenTelemetry is not even read from the disk. */
export async function openTracing({ traces }: Pick<Config, 'traces'>): Promise<Traces> {
  if (!traces) return noTraces;
  const { openTraces } = await import('./otel.ts');
  return openTraces({ ...traces, node: `${hostname()}:${process.pid}`, version });
}
