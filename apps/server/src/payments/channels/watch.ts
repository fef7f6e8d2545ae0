import type { Logger } from 'pino';
import { during } from '../../traces/traces.ts';
import type { Watch } from '../../traces/watch.ts';
import { type Channel, GatewayFault, GatewayRefusal } from './channel.ts';
import type { Channels } from './create.ts';

type Told = Watch & { readonly log: Pick<Logger, 'info' | 'warn'> };

/** The same gateways, with every question that is put to them told of: which, how long, how it ended; never about what. */
export function watchChannels(channels: Channels, told: Told): Channels {
  return new Map([...channels].map(([name, channel]) => [name, watchChannel(channel, told)]));
}

function watchChannel(channel: Channel, { metrics, traces, log }: Told): Channel {
  function tell(call: string, startedAt: number, error?: unknown): void {
    const ms = performance.now() - startedAt;
    const outcome = outcomeOf(error);
    metrics.asked(channel.name, call, outcome, ms / 1000);
    const line = { channel: channel.name, call, outcome, ms: Math.round(ms) };
    if (error instanceof GatewayFault) log.warn({ ...line, code: error.code }, 'a payment gateway was asked');
    else log.info(line, 'a payment gateway was asked');
  }
  async function told<T>(call: string, run: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    return during(traces, 'payments.gateway', { channel: channel.name, call }, async () => {
      try {
        const said = await run();
        tell(call, startedAt);
        return said;
      } catch (error) {
        tell(call, startedAt, error);
        throw error;
      }
    });
  }
  return {
    name: channel.name,
    offer: (asked, how) => told('offer', () => channel.offer(asked, how)),
    query: (number) => told('query', () => channel.query(number)),
    close: (number) => told('close', () => channel.close(number)),
    refund: (asked) => told('refund', () => channel.refund(asked)),
    queryRefund: (refund, number) => told('queryRefund', () => channel.queryRefund(refund, number)),
    hear: (headers, raw) => channel.hear(headers, raw),
    async *bill(day) {
      const startedAt = performance.now();
      try {
        yield* channel.bill(day);
        tell('bill', startedAt);
      } catch (error) {
        tell('bill', startedAt, error);
        throw error;
      }
    },
  };
}

function outcomeOf(error: unknown): 'ok' | 'fault' | 'limit' | 'refused' {
  if (error === undefined) return 'ok';
  if (error instanceof GatewayRefusal) return 'refused';
  return error instanceof GatewayFault && error.isLimit ? 'limit' : 'fault';
}
