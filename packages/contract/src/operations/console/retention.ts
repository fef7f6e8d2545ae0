import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { retentionRuleNames } from '../../retention.ts';

const rule = z.enum(retentionRuleNames, 'wrong_type');
/** No count is read further than this. */
export const dueMost = 9_999;
const count = z.number().int().max(dueMost);

export const open = operation({
  name: 'retention.open',
  kind: 'act',
  roles: ['supervisor', 'finance', 'auditor'],
  summary: 'opens the locked-away data of an ended order for a while, for one person and a reason that auditors see',
  input: z.strictObject({ number: f.orderNumber, reason: f.note(200) }),
  output: z.strictObject({ until: f.at }),
  refusals: ['not_found', 'order_state'],
});
export const state = operation({
  name: 'retention.state',
  kind: 'read',
  roles: ['auditor'],
  summary: 'what is due by each rule, what is overdue, and whether bytes wait to be erased',
  input: f.nothing,
  output: z.strictObject({
    rules: z.array(
      z.strictObject({
        rule,
        /** How long its clock runs, in words. */
        limit: z.strictObject({ zh: z.string(), en: z.string() }),
        due: count,
        /** Due for more than a day: the job has failed. */
        overdue: count,
        /** Due within the next thirty days. */
        soon: count,
        /** Records that this rule has deleted so far. */
        deleted: z.number().int(),
      }),
    ),
    /** Stored files whose rows are gone and whose bytes are not. */
    filesLeft: count,
    /** Ended orders that are closed to business reads. */
    restricted: count,
    /** How often one was opened within thirty days. */
    openings: count,
  }),
  refusals: [],
});
const deletion = z.strictObject({
  id: f.id,
  rule,
  /** Keyed digest of the record's id, or of those of a batch. */
  mark: z.string(),
  records: z.number().int(),
  files: z.number().int(),
  bytes: z.number().int(),
  dueAt: f.at,
  at: f.at,
  /** Its entry in the audit log. */
  leaf: z.string(),
});
export const list = operation({
  name: 'retention.list',
  kind: 'read',
  roles: ['auditor'],
  summary: 'deletion records, newest first',
  input: z.strictObject({ rule: rule.optional(), after: f.after, limit: f.limit }),
  output: f.page(deletion),
  refusals: [],
});
export const openings = operation({
  name: 'retention.openings',
  kind: 'read',
  roles: ['auditor'],
  summary: 'which locked-away orders were opened, by whom and for what reason, newest first',
  input: z.strictObject({ after: f.after, limit: f.limit }),
  output: f.page(
    z.strictObject({
      id: f.id,
      number: z.string(),
      by: z.string(),
      /** Null once the order's data is deleted; the audit log keeps it. */
      reason: z.string().nullable(),
      at: f.at,
      until: f.at,
    }),
  ),
  refusals: [],
});
export const exportRecords = operation({
  name: 'retention.export',
  kind: 'file',
  roles: ['auditor'],
  summary: 'all deletion records as CSV; recorded',
  input: z.strictObject({ rule: rule.optional() }),
  output: f.nothing,
  refusals: [],
});
