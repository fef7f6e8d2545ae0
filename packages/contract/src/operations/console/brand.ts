import { z } from 'zod';
import { brandPictureKinds } from '../../brand.ts';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';

const byKind = z.strictObject({ kind: z.enum(brandPictureKinds) });
/** The address to show it from, and what it measures in pixels. */
const picture = z.strictObject({
  kind: z.enum(brandPictureKinds),
  address: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  changedAt: f.at,
});

export const show = operation({
  name: 'brand.show',
  kind: 'read',
  roles: ['administrator', 'supervisor', 'reviewer', 'auditor'],
  summary: 'the pictures of the brand',
  input: f.nothing,
  output: z.strictObject({ pictures: z.array(picture) }),
  refusals: [],
});
export const upload = operation({
  name: 'brand.upload',
  kind: 'upload',
  roles: ['administrator'],
  summary: 'a picture of the brand: SVG, PNG or JPEG, drawn anew as PNG; takes the place of the one before',
  input: byKind,
  output: picture,
  maxBytes: 512 * 1024,
  refusals: ['brand_picture_refused'],
});
export const remove = operation({
  name: 'brand.remove',
  kind: 'act',
  roles: ['administrator'],
  summary: 'takes a picture of the brand away',
  input: byKind,
  output: f.nothing,
  refusals: ['not_found'],
});
