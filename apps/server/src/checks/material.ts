import { parseCertificate } from '@jiesuo/certificate';
import type { MaterialKind, OrderForm } from '@jiesuo/contract';
import type { Context, Db, Trx } from '../context.ts';
import { openForm as openDraftForm } from '../drafts/draft.ts';
import { openForm } from '../orders/form.ts';
import type { Expected } from './judge/verdict.ts';

export interface MaterialFacts {
  readonly id: string;
  readonly kind: MaterialKind;
  readonly accountId: string;
  readonly draftId: string | null;
  readonly orderId: string | null;
  readonly isPicture: boolean;
  readonly uploadedSha256: string;
  /** Of the audit leaf: the order's number, or the draft. */
  readonly subject: string;
}

export async function materialFacts(db: Db | Trx, ctx: Context, id: string): Promise<MaterialFacts | undefined> {
  const row = await db
    .selectFrom('materials')
    .leftJoin('orders', 'orders.id', 'materials.order_id')
    .select([
      'materials.kind',
      'materials.account_id',
      'materials.draft_id',
      'materials.order_id',
      'materials.media_type',
      'materials.uploaded_sha256',
      'orders.number',
    ])
    .where('materials.id', '=', id)
    .where('materials.ca_id', '=', ctx.caId)
    .executeTakeFirst();
  return row
    ? {
        id,
        kind: row.kind,
        accountId: row.account_id,
        draftId: row.draft_id,
        orderId: row.order_id,
        isPicture: row.media_type.startsWith('image/'),
        uploadedSha256: row.uploaded_sha256,
        subject: row.number ?? row.draft_id ?? id,
      }
    : undefined;
}

type Wanted = Pick<Expected, 'company' | 'person' | 'idNumber' | 'uscc' | 'organisationCode' | 'references'>;

/** What the form and the certificate say now: of the order, or of the draft as far as it has been filled in. */
export async function wantedOf(trx: Trx, ctx: Context, material: MaterialFacts): Promise<Wanted> {
  const { form, serial, references } = material.orderId
    ? await ofOrder(trx, ctx, material.orderId)
    : await ofDraft(trx, ctx, material.draftId);
  const ukey = await trx
    .selectFrom('ukeys')
    .select('certificate')
    .where('ca_id', '=', ctx.caId)
    .where('serial', '=', serial)
    .executeTakeFirst();
  const identity = ukey ? parseCertificate(ukey.certificate).identity : {};
  return {
    company: form.customerName ?? '',
    person: form.representativeName ?? '',
    idNumber: (form.representativeIdNumber ?? '').toUpperCase(),
    uscc: identity.uscc,
    organisationCode: identity.organisationCode,
    references,
  };
}

interface Source {
  readonly form: Partial<Pick<OrderForm, 'customerName' | 'representativeName' | 'representativeIdNumber'>>;
  readonly serial: string;
  readonly references: readonly string[];
}

async function ofDraft(trx: Trx, ctx: Context, id: string | null): Promise<Source> {
  const draft = await trx.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!draft) return { form: {}, serial: '', references: [] };
  return { form: openDraftForm(ctx, draft), serial: draft.ukey?.claimedSerial ?? '', references: [draft.id] };
}

/** The draft's row is gone; the checks of everything that was ever sent for the order remember which it was. */
async function ofOrder(trx: Trx, ctx: Context, id: string): Promise<Source> {
  const order = await trx.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const checks = await trx
    .selectFrom('document_checks')
    .innerJoin('materials', 'materials.id', 'document_checks.material_id')
    .select('document_checks.draft_id')
    .where('materials.order_id', '=', id)
    .where('document_checks.draft_id', 'is not', null)
    .execute();
  return {
    form: openForm(ctx, order),
    serial: order.ukey_serial,
    references: [...new Set(checks.flatMap(({ draft_id }) => (draft_id ? [draft_id] : [])))],
  };
}
