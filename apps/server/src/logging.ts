import pino, { type DestinationStream, type Logger } from 'pino';
import { describe } from './describe.ts';

/** Logs as JSON lines, times in UTC. Errors are logged without what people typed: a database quotes values in its messages. */
export const createLog = (level: string, to: DestinationStream = pino.destination(1)): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describe } }, to);
