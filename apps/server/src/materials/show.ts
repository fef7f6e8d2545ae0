import type { Material } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { MaterialsTable } from '../db/schema/materials.ts';

export type MaterialRow = Selectable<MaterialsTable>;

type Shown = Pick<
  MaterialRow,
  'id' | 'kind' | 'media_type' | 'pages' | 'bytes' | 'uploaded_at' | 'verdict' | 'reason' | 'region'
>;

export const showMaterial = (row: Shown): Material => ({
  id: row.id,
  kind: row.kind,
  mediaType: row.media_type as Material['mediaType'],
  pages: row.pages,
  bytes: row.bytes,
  uploadedAt: row.uploaded_at.toISOString(),
  verdict: row.verdict,
  reason: row.reason,
  region: row.region,
});
