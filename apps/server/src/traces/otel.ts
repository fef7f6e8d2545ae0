import { ROOT_CONTEXT, type SpanContext, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { storyNow } from './story.ts';
import { isTraceparent, type Span, type Traces } from './traces.ts';

export interface TraceSettings {
  /** The collector's address without a path; spans go to its `/v1/traces` (OTLP over HTTP, JSON). */
  readonly endpoint: string;
  /** Of the traces that begin here, this part is kept; one that began elsewhere is kept when it was kept there. */
  readonly ratio: number;
  readonly node: string;
  readonly version: string;
}

const closeMsMost = 2_000;

/** The only module that loads OpenTelemetry: imported when an endpoint is set. A collector that does not answer costs spans, nothing else. */
export function openTraces({ endpoint, ratio, node, version }: TraceSettings): Traces {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5_000 });
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    resource: resourceFromAttributes({
      'service.name': 'jiesuo',
      'service.version': version,
      'service.instance.id': node,
    }),
    spanLimits: { attributeCountLimit: 32, attributeValueLengthLimit: 100, eventCountLimit: 0, linkCountLimit: 0 },
    spanProcessors: [
      new BatchSpanProcessor({ exporter, maxQueueSize: 8_192, maxExportBatchSize: 512, scheduledDelayMillis: 2_000 }),
    ],
  });
  const tracer = provider.getTracer('jiesuo');
  return {
    begin(name, attributes = {}, parent = storyNow()?.span) {
      const above = typeof parent === 'string' ? contextOf(parent) : parent && contextOf(parent.traceparent);
      const under = above ? trace.setSpanContext(ROOT_CONTEXT, above) : ROOT_CONTEXT;
      const span = tracer.startSpan(name, { attributes }, under);
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceId,
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
        end(outcome, { isFault = false, attributes: more = {} } = {}) {
          span.setAttributes({ ...more, outcome });
          if (isFault) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      } satisfies Span;
    },
    async close() {
      // A collector that does not answer must not hold up the end of the server.
      const late = new Promise<void>((done) => {
        setTimeout(done, closeMsMost).unref();
      });
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}

function contextOf(traceparent: string): SpanContext | undefined {
  if (!isTraceparent(traceparent)) return undefined;
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
  const isSampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) === TraceFlags.SAMPLED;
  return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
}
