import type { TextKind } from '@jiesuo/contract';
import type { JsonOrNull } from './json.ts';

export interface TextVersionsTable {
  id: string;
  ca_id: string;
  kind: TextKind;
  subject: string;
  version: number;
  content: JsonOrNull<unknown>;
  authors: string[];
  approved_by: string | null;
  note: string;
  published_at: Date;
  holds_from: Date;
}

export interface TextDraftsTable {
  ca_id: string;
  kind: TextKind;
  subject: string;
  content: JsonOrNull<unknown>;
  revision: number;
  authors: string[];
  edited_by: string;
  edited_at: Date;
  state: 'open' | 'waiting';
  note: string | null;
  holds_from: Date | null;
  returned_reason: string | null;
}
