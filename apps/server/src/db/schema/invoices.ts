import type { InvoiceForm, InvoiceHolder, InvoiceKind, InvoiceState } from '@jiesuo/contract';
import type { Generated } from 'kysely';

export interface InvoiceTitlesTable {
  id: string;
  ca_id: string;
  account_id: string;
  holder: InvoiceHolder;
  facts_sealed: string;
  is_default: boolean;
  created_at: Date;
}

export interface InvoicesTable {
  number: string;
  ca_id: string;
  order_id: string;
  kind: InvoiceKind;
  holder: InvoiceHolder;
  organisation: string | null;
  facts_sealed: string;
  amount_fen: number;
  state: InvoiceState;
  reason: Generated<string | null>;
  batch: Generated<string | null>;
  exported_at: Generated<Date | null>;
  invoice_code: Generated<string | null>;
  invoice_number: Generated<string | null>;
  /** A day of the calendar, `2026-11-22`. */
  issued_on: Generated<string | null>;
  red_number: Generated<string | null>;
  red_on: Generated<string | null>;
  asked_at: Date;
  changed_at: Date;
  forgotten_at: Generated<Date | null>;
}

export interface InvoiceFilesTable {
  id: string;
  ca_id: string;
  invoice: string;
  form: InvoiceForm;
  bytes: number;
  sha256: string;
  uploaded_at: Date;
}
