import type { RetentionRule } from '@jiesuo/contract';
import type { Database } from '../db/schema.ts';

/** By which rules a table's rows go or are emptied; `brief`: they are good for minutes or hours and go without a record; or why no clock runs over it. */
export type Judgement =
  | { readonly rules: readonly [RetentionRule, ...RetentionRule[]] }
  | { readonly brief: string }
  | { readonly none: string };

const rules = (...names: [RetentionRule, ...RetentionRule[]]): Judgement => ({ rules: names });
const ofOrder = rules('cancelled', 'rejected', 'evidence', 'account');
const noPerson = { none: 'nothing in it is of a customer' } as const;
const ofStaff = { none: 'of staff: kept as long as the audit log, which names them, has to be read' } as const;
const ofHouse = { none: "the house's own words and values" } as const;
const audit = { none: 'append-only proof; holds ids and numbers of orders, no personal data' } as const;
const books = { none: 'amounts, times and references of the books, without a person' } as const;

/** Every table of the database is judged here; a test holds this list against the live schema, both ways. */
export const tables: Readonly<Record<keyof Database | 'migrations', Judgement>> = {
  migrations: noPerson,
  cas: noPerson,
  root_wraps: { none: 'the root key, wrapped; of no person' },
  shared_keys: { none: 'keys that the installation signs with, sealed; of no person' },
  request_counts: { brief: 'keyed digests of addresses and how often each asked, for five minutes' },
  api_keys: ofHouse,
  api_key_secrets: ofHouse,
  api_replies: { none: 'what a program’s request did, sealed, kept as long as what it did it to; of no person' },
  webhooks: ofHouse,
  webhook_messages: { brief: 'numbers and states of orders and UKeys on their way out, for a month; no person' },
  webhook_deliveries: { brief: 'how those messages went, for a month' },
  webhook_tries: { brief: 'each try of theirs, for a month' },
  jobs: { none: 'ids of work to be done; a row goes with its work' },
  accounts: rules('account'),
  addresses: rules('account'),
  invoice_titles: rules('account'),
  account_devices: rules('session', 'account'),
  sessions: rules('session'),
  sms_codes: { brief: 'codes are good for five minutes and go within a day' },
  log_in_failures: { brief: 'keyed digests that slow a guesser down, for an hour' },
  captcha_uses: { brief: 'solved challenges, until they are over' },
  staff_challenges: { brief: 'challenges of passkeys, for five minutes' },
  consents: rules('consent'),
  consent_texts: ofHouse,
  mobile_changes: rules('mobile_change'),
  mobile_papers: rules('mobile_change', 'mobile_paper', 'account'),
  drafts: rules('draft', 'account'),
  orders: ofOrder,
  materials: rules('draft', 'cancelled', 'rejected', 'evidence', 'account'),
  document_checks: rules('draft', 'cancelled', 'rejected', 'evidence', 'account'),
  page_prints: rules('draft', 'cancelled', 'rejected', 'evidence', 'account'),
  files: rules('draft', 'cancelled', 'rejected', 'evidence', 'payment', 'invoice', 'mobile_change', 'account'),
  file_removals: { brief: 'names of stored files whose bytes are about to go' },
  order_events: ofOrder,
  order_risks: ofOrder,
  order_stops: ofOrder,
  second_reviews: ofOrder,
  stop_offers: ofOrder,
  custody_decisions: ofOrder,
  restricted_openings: ofOrder,
  evidence: ofOrder,
  ceremony_messages: rules('reading', 'cancelled', 'rejected', 'evidence', 'account'),
  pairings: rules('reading', 'cancelled', 'rejected', 'evidence', 'account'),
  ceremonies: { none: 'how a reset went, by numbers of UKey and order; its messages go' },
  review_decisions: ofStaff,
  order_hands: ofStaff,
  staff: ofStaff,
  staff_passkeys: ofStaff,
  staff_proposals: ofStaff,
  pay_vouchers: rules('payment', 'cancelled', 'rejected', 'evidence', 'account'),
  pay_attempts: rules('payment'),
  refunds: rules('payment'),
  money_issues: rules('payment'),
  pay_events: books,
  bills: books,
  bill_lines: books,
  invoices: rules('invoice', 'invoice_unmade', 'account'),
  invoice_files: rules('invoice'),
  sms_messages: rules('message'),
  sms_attempts: rules('message'),
  sms_circuits: noPerson,
  ukeys: rules('contact'),
  admin_secrets: { none: 'secrets of UKeys, sealed in the vault; of no person' },
  figure_days: { none: 'counts by day; never a person’s data' },
  figure_rollups: noPerson,
  settings: ofHouse,
  notices: ofHouse,
  text_versions: ofHouse,
  text_drafts: ofHouse,
  audit_leaves: audit,
  audit_pending: audit,
  audit_tree: audit,
  audit_nodes: audit,
  audit_checkpoints: audit,
  deletions: { none: 'keyed digests and counts: the proof of deletions' },
};
