import type { Chain, FailureCode, Method, ServerState, WireMessage } from '@jiesuo/ceremony';
import type { ReadUkey, ResetFacts } from '@jiesuo/contract';
import type { Generated } from 'kysely';
import type { Json, JsonOrNull } from './json.ts';

export interface CeremoniesTable {
  id: string;
  ca_id: string;
  order_id: string;
  ukey_id: string;
  status:
    | 'opened'
    | 'authorised'
    | 'unblocked'
    | 'changed'
    | 'unknown'
    | 'completed'
    | 'failed'
    | 'cancelled'
    | 'expired';
  failure: FailureCode | null;
  method: Method;
  secret_version: number;
  state: Json<ServerState>;
  created_at: Date;
  updated_at: Date;
}

export interface PairingsTable {
  id: string;
  ca_id: string;
  account_id: string;
  session_id: string;
  purpose: 'read' | 'reset';
  order_id: string | null;
  code_hash: string;
  ceremony_id: string;
  leg: Generated<number>;
  hello: string | null;
  ticket: JsonOrNull<WireMessage>;
  sealed: string | null;
  chain: JsonOrNull<Chain>;
  readings: JsonOrNull<ReadUkey[]>;
  state: Generated<'waiting' | 'paired' | 'done' | 'too_old'>;
  created_at: Date;
  expires_at: Date;
  redeemed_at: Date | null;
}

export interface CeremonyMessagesTable {
  ceremony_id: string;
  leg: number;
  seq: number;
  request: Json<WireMessage>;
  request_hash: string;
  answer: Json<WireMessage>;
  at: Date;
}

export interface EvidenceTable {
  order_id: string;
  ca_id: string;
  bundle: string;
  prompt: JsonOrNull<NonNullable<ResetFacts['prompt']>>;
  created_at: Date;
}
