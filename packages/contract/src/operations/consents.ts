import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';

export const consentKinds = ['terms', 'privacy', 'id_card'] as const;
/** `outdated`: an older text was agreed to. `withdrawn`: agreed to once, and taken back. */
export const consentStates = ['none', 'given', 'outdated', 'withdrawn'] as const;

const standing = z.strictObject({
  kind: z.enum(consentKinds),
  /** Of the text in force now; what `consents.give` is to name. */
  version: z.string(),
  state: z.enum(consentStates),
});
const standings = z.strictObject({
  items: z.array(standing),
  /** Orders under review or in hand that a withdrawal of the ID card's consent would hold up. */
  openOrders: z.number().int(),
});
export const state = operation({
  name: 'consents.state',
  kind: 'read',
  roles: ['customer'],
  summary: 'where each consent stands: given, to be given again, or withdrawn',
  input: f.nothing,
  output: standings,
  refusals: [],
});
/** One kind at a time: the ID card's consent is separate from every other (个保法 §29). */
export const give = operation({
  name: 'consents.give',
  kind: 'act',
  roles: ['customer'],
  summary: 'agrees to the text of this version, as it was shown',
  input: z.strictObject({ kind: z.enum(consentKinds), version: z.string('wrong_type').max(40, 'too_long') }),
  output: standings,
  refusals: ['consent_outdated'],
});
/** The terms and the privacy policy carry the account itself: they end with it. */
export const withdraw = operation({
  name: 'consents.withdraw',
  kind: 'act',
  roles: ['customer'],
  summary:
    "takes the consent to the ID card's image back; the draft's image is deleted, those of open orders are closed",
  input: z.strictObject({ kind: z.literal('id_card', 'wrong_type') }),
  output: standings,
  refusals: [],
});
export const text = operation({
  name: 'consents.text',
  kind: 'read',
  roles: ['customer'],
  summary: 'the words of one consent, as they were when it was given',
  input: z.strictObject({ id: f.id }),
  output: z.strictObject({
    kind: z.enum(consentKinds),
    version: z.string(),
    hash: z.string(),
    /** Null where it was given before texts were kept and has changed since. */
    words: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
  }),
  refusals: ['not_found'],
});
