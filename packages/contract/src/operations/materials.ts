import { z } from 'zod';
import { suggestions as suggestionsShape } from '../checks.ts';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { material } from '../shapes.ts';
import { materialKinds } from '../states.ts';

/** Without `order` it goes into the draft; with it, it is a 材料重传 of a refused material. Replaces what was there of that kind. */
export const upload = operation({
  name: 'materials.upload',
  kind: 'upload',
  roles: ['customer'],
  summary: 'uploads a material: JPEG, PNG or PDF, at most 10 MiB',
  input: z.strictObject({ kind: z.enum(materialKinds), order: f.orderNumber.optional() }),
  output: material,
  maxBytes: 10 * 1024 * 1024,
  refusals: [
    'ukey_not_read',
    'not_found',
    'order_state',
    'material_not_refused',
    'id_card_consent_needed',
    'material_kind_refused',
    'material_too_large',
    'material_broken',
    'material_pixels',
    'material_pages',
    'material_encrypted',
    'material_active',
  ],
});
export const remove = operation({
  name: 'materials.remove',
  kind: 'act',
  roles: ['customer'],
  summary: 'removes a material from the draft',
  input: z.strictObject({ id: f.id }),
  output: f.nothing,
  refusals: ['not_found'],
});
/** Pages are pictures rendered on the server (JPEG); a person's browser never opens the uploaded file itself. */
export const preview = operation({
  name: 'materials.preview',
  kind: 'file',
  roles: ['customer'],
  summary: "one page of the customer's own material as a picture",
  input: z.strictObject({ id: f.id, page: z.coerce.number().int().min(1).max(10).default(1) }),
  output: f.nothing,
  refusals: ['not_found'],
});
/** 材料预审 for its owner: asked again until it is no longer `waiting`. */
export const suggestions = operation({
  name: 'materials.suggestions',
  kind: 'read',
  roles: ['customer'],
  summary: 'what a machine check suggests to mend before it is refused',
  input: z.strictObject({ id: f.id }),
  output: suggestionsShape,
  refusals: ['not_found'],
});
