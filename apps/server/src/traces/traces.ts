import { storyNow, tellIn } from './story.ts';

/** Words of ours and numbers: never what a person typed, is called, or owns. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface Span {
  /** W3C Trace Context, for who goes on with it elsewhere or later. */
  readonly traceparent: string;
  readonly traceId: string;
  /** `outcome` is `ok` or a word of the contract; anything but `ok` is told as an error only when `isFault`. */
  end(outcome: string, about?: { readonly isFault?: boolean; readonly attributes?: Attributes }): void;
}

export interface Traces {
  /** Begins a span under `parent`: a span, or a `traceparent` that another process wrote; without one under the story's span. Undefined while traces are off. */
  begin(name: string, attributes?: Attributes, parent?: Span | string): Span | undefined;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Off: nothing is loaded, nothing is kept. */
export const noTraces: Traces = { begin: () => undefined, close: async () => undefined };

/** Runs something as a span of the story that it belongs to; what it calls stands under it. */
export async function during<T>(
  traces: Traces,
  name: string,
  attributes: Attributes,
  run: () => Promise<T>,
  outcomeOf: (result: T) => string = () => 'ok',
): Promise<T> {
  const span = traces.begin(name, attributes);
  if (!span) return run();
  try {
    const result = await tellIn({ id: storyNow()?.id ?? span.traceId, span }, run);
    span.end(outcomeOf(result));
    return result;
  } catch (error) {
    span.end(error instanceof Error ? error.name : 'unknown', { isFault: true });
    throw error;
  }
}

/** Version 00 of W3C Trace Context, level 1; anything else is no trace. */
const traceparentShape = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

export const isTraceparent = (value: unknown): value is string =>
  typeof value === 'string' && traceparentShape.test(value);
