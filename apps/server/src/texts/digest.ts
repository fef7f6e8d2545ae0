import { createHash } from 'node:crypto';
import type { TextContent } from '@jiesuo/contract';

/** SHA-256 of a content as JSON, in hex, for the audit log; empty where it is taken down. The words themselves stay in the versions. */
export const digestOf = (content: TextContent | null): string =>
  content === null ? '' : createHash('sha256').update(JSON.stringify(content)).digest('hex');
