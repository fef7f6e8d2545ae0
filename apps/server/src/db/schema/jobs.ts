import type { Generated } from 'kysely';
import type { Json } from './json.ts';

export interface JobsTable {
  id: string;
  name: string;
  data: Json<Record<string, unknown>>;
  singleton_key: string | null;
  is_recurring: Generated<boolean>;
  run_at: Date;
  attempts: Generated<number>;
  locked_until: Date | null;
  lock_token: string | null;
  failure: string | null;
  dead_at: Date | null;
  created_at: Date;
  request_id: Generated<string | null>;
  traceparent: Generated<string | null>;
}
