import pino, { type DestinationStream, type Logger } from 'pino';
import { describe } from './describe.ts';
import { storyNow } from './traces/story.ts';

export type LogFormat = 'json' | 'text';

/**
 * Logs as JSON lines, times in UTC, each line with the id of the request or job that it belongs to; `text` is for a person's eyes.
 * Errors are logged without what people typed: a database quotes values in its messages.
 */
export const createLog = (
  level: string,
  to: DestinationStream = pino.destination(1),
  format: LogFormat = 'json',
): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describe },
      formatters: { level: (label) => ({ level: label }) },
      mixin: belongsTo,
    },
    format === 'json' ? to : { write: (line: string) => to.write(asText(line)) },
  );

function belongsTo(): Record<string, string> {
  const story = storyNow();
  if (!story) return {};
  return story.span ? { requestId: story.id, traceId: story.span.traceId } : { requestId: story.id };
}

/** `09:41:07.120 info  answered operation=orders.get status=200`. */
function asText(line: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const say = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const words = Object.entries(rest).map(([key, value]) => `${key}=${say(value)}`);
  const head = [say(time).slice(11, 23), say(level).padEnd(5), ...(msg === undefined ? [] : [say(msg)]), ...words];
  return `${head.join(' ')}\n${typeof err === 'string' ? `    ${err.replaceAll('\n', '\n    ')}\n` : ''}`;
}
