import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { draft, draftForm } from '../shapes.ts';

export const get = operation({
  name: 'drafts.get',
  kind: 'read',
  roles: ['customer'],
  summary: 'the draft one is working on, if any',
  input: f.nothing,
  output: z.strictObject({ draft: draft.nullable() }),
  refusals: [],
});
/** A draft belongs to one UKey: choosing another starts from the same form with that UKey. */
export const choose = operation({
  name: 'drafts.choose',
  kind: 'act',
  roles: ['customer'],
  summary: '下一步 after 读取: takes the UKey that was read into the draft',
  input: z.strictObject({ pairing: f.id, serial: z.string().min(1).max(64) }),
  output: draft,
  refusals: ['conflict', 'ukey_not_read', 'not_eligible', 'order_open_already'],
});
/** Keeps whatever was typed, complete or not; judged at 确定 (client) and 确认提交 (server). */
export const save = operation({
  name: 'drafts.save',
  kind: 'act',
  roles: ['customer'],
  summary: 'keeps what was typed',
  input: draftForm,
  output: draft,
  refusals: ['ukey_not_read'],
});
export const discard = operation({
  name: 'drafts.discard',
  kind: 'act',
  roles: ['customer'],
  summary: 'throws the draft and its materials away',
  input: f.nothing,
  output: f.nothing,
  refusals: [],
});
export const letter = operation({
  name: 'drafts.letter',
  kind: 'file',
  roles: ['customer'],
  summary: '授权委托书: prefilled letter of authorization as PDF (A4)',
  input: f.nothing,
  output: f.nothing,
  refusals: ['ukey_not_read'],
});
