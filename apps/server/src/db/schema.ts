import type {
  AccountsTable,
  AddressesTable,
  ConsentsTable,
  LogInFailuresTable,
  SessionsTable,
  SmsCodesTable,
} from './schema/accounts.ts';
import type {
  ApiKeySecretsTable,
  ApiKeysTable,
  ApiRepliesTable,
  WebhookDeliveriesTable,
  WebhookMessagesTable,
  WebhooksTable,
  WebhookTriesTable,
} from './schema/api.ts';
import type {
  AuditCheckpointsTable,
  AuditLeavesTable,
  AuditNodesTable,
  AuditPendingTable,
  AuditTreeTable,
} from './schema/audit.ts';
import type { CeremoniesTable, CeremonyMessagesTable, EvidenceTable, PairingsTable } from './schema/ceremonies.ts';
import type { DocumentChecksTable, PagePrintsTable } from './schema/checks.ts';
import type { CustodyDecisionsTable } from './schema/custody.ts';
import type { FigureDaysTable, FigureRollupsTable } from './schema/figures.ts';
import type { InvoiceFilesTable, InvoicesTable, InvoiceTitlesTable } from './schema/invoices.ts';
import type { JobsTable } from './schema/jobs.ts';
import type { FilesTable, MaterialsTable } from './schema/materials.ts';
import type {
  BillLinesTable,
  BillsTable,
  MoneyIssuesTable,
  PayAttemptsTable,
  PayEventsTable,
  PayVouchersTable,
  RefundsTable,
} from './schema/money.ts';
import type { RequestCountsTable, SharedKeysTable } from './schema/nodes.ts';
import type { DraftsTable, OrderEventsTable, OrdersTable, ReviewDecisionsTable } from './schema/orders.ts';
import type { DeletionsTable, FileRemovalsTable, RestrictedOpeningsTable } from './schema/retention.ts';
import type { AccountDevicesTable, ConsentTextsTable, MobileChangesTable, MobilePapersTable } from './schema/rights.ts';
import type {
  OrderHandsTable,
  OrderRisksTable,
  OrderStopsTable,
  SecondReviewsTable,
  StopOffersTable,
} from './schema/risk.ts';
import type { CasTable, NoticesTable, SettingsTable } from './schema/settings.ts';
import type { CaptchaUsesTable, SmsAttemptsTable, SmsCircuitsTable, SmsMessagesTable } from './schema/sms.ts';
import type { StaffChallengesTable, StaffPasskeysTable, StaffProposalsTable, StaffTable } from './schema/staff.ts';
import type { TextDraftsTable, TextVersionsTable } from './schema/texts.ts';
import type { AdminSecretsTable, UkeysTable } from './schema/ukeys.ts';
import type { RootWrapsTable } from './schema/vault.ts';

export interface Database {
  cas: CasTable;
  accounts: AccountsTable;
  sms_codes: SmsCodesTable;
  log_in_failures: LogInFailuresTable;
  staff: StaffTable;
  staff_passkeys: StaffPasskeysTable;
  staff_challenges: StaffChallengesTable;
  staff_proposals: StaffProposalsTable;
  sessions: SessionsTable;
  addresses: AddressesTable;
  ukeys: UkeysTable;
  admin_secrets: AdminSecretsTable;
  drafts: DraftsTable;
  orders: OrdersTable;
  review_decisions: ReviewDecisionsTable;
  order_events: OrderEventsTable;
  order_risks: OrderRisksTable;
  order_hands: OrderHandsTable;
  second_reviews: SecondReviewsTable;
  stop_offers: StopOffersTable;
  order_stops: OrderStopsTable;
  consents: ConsentsTable;
  consent_texts: ConsentTextsTable;
  mobile_changes: MobileChangesTable;
  mobile_papers: MobilePapersTable;
  account_devices: AccountDevicesTable;
  materials: MaterialsTable;
  files: FilesTable;
  document_checks: DocumentChecksTable;
  page_prints: PagePrintsTable;
  pay_attempts: PayAttemptsTable;
  pay_events: PayEventsTable;
  refunds: RefundsTable;
  money_issues: MoneyIssuesTable;
  pay_vouchers: PayVouchersTable;
  bills: BillsTable;
  bill_lines: BillLinesTable;
  invoice_titles: InvoiceTitlesTable;
  invoices: InvoicesTable;
  invoice_files: InvoiceFilesTable;
  sms_messages: SmsMessagesTable;
  sms_attempts: SmsAttemptsTable;
  sms_circuits: SmsCircuitsTable;
  captcha_uses: CaptchaUsesTable;
  ceremonies: CeremoniesTable;
  custody_decisions: CustodyDecisionsTable;
  pairings: PairingsTable;
  ceremony_messages: CeremonyMessagesTable;
  evidence: EvidenceTable;
  figure_days: FigureDaysTable;
  figure_rollups: FigureRollupsTable;
  settings: SettingsTable;
  notices: NoticesTable;
  text_versions: TextVersionsTable;
  text_drafts: TextDraftsTable;
  audit_leaves: AuditLeavesTable;
  audit_pending: AuditPendingTable;
  audit_tree: AuditTreeTable;
  audit_nodes: AuditNodesTable;
  audit_checkpoints: AuditCheckpointsTable;
  deletions: DeletionsTable;
  file_removals: FileRemovalsTable;
  restricted_openings: RestrictedOpeningsTable;
  jobs: JobsTable;
  api_keys: ApiKeysTable;
  api_key_secrets: ApiKeySecretsTable;
  api_replies: ApiRepliesTable;
  webhooks: WebhooksTable;
  webhook_messages: WebhookMessagesTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_tries: WebhookTriesTable;
  root_wraps: RootWrapsTable;
  shared_keys: SharedKeysTable;
  request_counts: RequestCountsTable;
}
