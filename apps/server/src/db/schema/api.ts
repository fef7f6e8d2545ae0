import type { DeliveryFault, Scope, WebhookEvent } from '@jiesuo/contract';
import type { Generated } from 'kysely';
import type { Json } from './json.ts';

export interface ApiKeysTable {
  id: string;
  ca_id: string;
  name: string;
  scopes: Scope[];
  allow_list: string[];
  per_minute: number;
  guard: 'supervisor' | 'key_custodian' | null;
  state: 'waiting' | 'active' | 'returned' | 'revoked';
  asked_by: string;
  asked_at: Date;
  settled_by: Generated<string | null>;
  settled_at: Generated<Date | null>;
  expires_at: Date;
  used_at: Generated<Date | null>;
  used_from: Generated<string | null>;
  ended_at: Generated<Date | null>;
}

export interface ApiKeySecretsTable {
  id: string;
  ca_id: string;
  key_id: string;
  hint: string;
  hash: string;
  created_at: Date;
  ends_at: Generated<Date | null>;
}

export interface ApiRepliesTable {
  key_id: string;
  idempotency_key: string;
  ca_id: string;
  operation: string;
  input_hash: string;
  answer_sealed: string;
  at: Date;
}

export interface WebhooksTable {
  id: string;
  ca_id: string;
  url: string;
  note: string;
  events: WebhookEvent[];
  state: 'active' | 'paused' | 'disabled';
  secret_sealed: string;
  old_secret_sealed: Generated<string | null>;
  old_secret_until: Generated<Date | null>;
  created_by: string;
  created_at: Date;
  failing_since: Generated<Date | null>;
  delivered_at: Generated<Date | null>;
  removed_at: Generated<Date | null>;
}

export interface WebhookMessagesTable {
  id: string;
  ca_id: string;
  event: string;
  subject: string;
  data: Json<Record<string, unknown>>;
  at: Date;
}

export interface WebhookDeliveriesTable {
  id: string;
  ca_id: string;
  webhook_id: string;
  message_id: string;
  subject: string;
  place: Generated<number>;
  state: 'waiting' | 'delivered' | 'given_up';
  tries: Generated<number>;
  next_at: Date | null;
  created_at: Date;
}

export interface WebhookTriesTable {
  id: string;
  ca_id: string;
  delivery_id: string;
  at: Date;
  status: number | null;
  fault: DeliveryFault | null;
  ms: number;
}
