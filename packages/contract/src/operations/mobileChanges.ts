import { z } from 'zod';
import * as f from '../fields.ts';
import { mobileChangeStates } from '../mobileChanges.ts';
import { operation } from '../operation.ts';
import { account } from '../shapes.ts';

const change = z.strictObject({
  way: z.enum(['codes', 'papers']),
  state: z.enum(mobileChangeStates),
  oldMobile: z.string(),
  newMobile: z.string(),
  askedAt: f.at,
  endedAt: f.at.nullable(),
  /** Why it was not approved, in the words of who decided. */
  reason: z.string().nullable(),
});
const standing = z.strictObject({
  /** The newest, whatever became of it; null where the number was never changed. */
  last: change.nullable(),
  /** A paper that was uploaded and belongs to no request yet. */
  paper: z.strictObject({ pages: z.number().int(), bytes: z.number().int(), uploadedAt: f.at }).nullable(),
  /** Until then no reset begins; null where nothing has to wait. */
  resetFrom: f.at.nullable(),
  /** How long that is after a change. */
  coolingHours: z.number().int(),
  /** Orders under way, whose reset would have to wait. */
  openOrders: z.number().int(),
});
export const show = operation({
  name: 'mobileChanges.show',
  kind: 'read',
  roles: ['customer'],
  summary: "where a change of the account's number stands, and until when it holds resets up",
  input: f.nothing,
  output: standing,
  refusals: [],
});
/** The same answer whether the new number has an account or not: that is said only to who has proved the number. */
export const sendCode = operation({
  name: 'mobileChanges.sendCode',
  kind: 'act',
  roles: ['customer'],
  summary: 'sends the code to the old or to the new number; both are good for this pair alone',
  input: z.strictObject({ to: z.enum(['old', 'new'], 'wrong_type'), mobile: f.mobile }),
  output: z.strictObject({ retryAfterSeconds: z.number().int() }),
  refusals: ['code_too_soon', 'codes_paused'],
});
export const byCodes = operation({
  name: 'mobileChanges.byCodes',
  kind: 'act',
  roles: ['customer'],
  summary: 'changes the number at once: password, code to the old number, code to the new one',
  input: z.strictObject({ mobile: f.mobile, oldCode: f.code, newCode: f.code, password: f.typedPassword }),
  output: account,
  refusals: ['password_wrong', 'log_in_slowed', 'code_wrong', 'mobile_taken', 'mobile_change_open', 'conflict'],
});
/** Takes the place of one that was uploaded before and belongs to no request yet. */
export const uploadPaper = operation({
  name: 'mobileChanges.uploadPaper',
  kind: 'upload',
  roles: ['customer'],
  summary: 'the stamped paper of a request: JPEG, PNG or PDF, at most 10 MiB',
  input: f.nothing,
  output: z.strictObject({ pages: z.number().int(), uploadedAt: f.at }),
  maxBytes: 10 * 1024 * 1024,
  refusals: [
    'mobile_change_open',
    'material_kind_refused',
    'material_too_large',
    'material_broken',
    'material_pixels',
    'material_pages',
    'material_encrypted',
    'material_active',
  ],
});
export const ask = operation({
  name: 'mobileChanges.ask',
  kind: 'act',
  roles: ['customer'],
  summary: 'asks staff for the change where the old number is lost: password, code to the new number, paper and reason',
  input: z.strictObject({ mobile: f.mobile, newCode: f.code, password: f.typedPassword, reason: f.note(500) }),
  output: standing,
  refusals: [
    'password_wrong',
    'log_in_slowed',
    'code_wrong',
    'mobile_taken',
    'mobile_change_open',
    'mobile_paper_missing',
    'mobile_changes_many',
  ],
});
export const withdraw = operation({
  name: 'mobileChanges.withdraw',
  kind: 'act',
  roles: ['customer'],
  summary: 'takes a request back that is not decided yet',
  input: f.nothing,
  output: standing,
  refusals: ['mobile_change_closed'],
});
