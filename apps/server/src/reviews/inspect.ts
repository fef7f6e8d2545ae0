import { isNamedIn, parseCertificate } from '@jiesuo/certificate';
import { isResidentId } from '@jiesuo/certificate/digits';
import { openAccount } from '../accounts/account.ts';
import { documentChecksOf } from '../checks/show.ts';
import { isIdCardClosed } from '../consents/idCard.ts';
import type { Context } from '../context.ts';
import { resetFacts } from '../custody/show.ts';
import { handle } from '../operation.ts';
import { readAbout } from '../orders/about.ts';
import { emptyForm, openForm } from '../orders/form.ts';
import type { OrderRow } from '../orders/move.ts';
import { isAssigned, orderLine } from '../orders/show.ts';
import { maskIdNumber, maskMobile, maskName } from '../personal/mask.ts';
import { Refusal } from '../refusal.ts';
import { isShut, restrictionOf } from '../retention/restriction.ts';
import { deletionOf } from '../retention/statement.ts';
import { judgeUkey } from '../ukeys/judge.ts';
import { earlierOf } from './earlier.ts';
import { mayLook } from './mayLook.ts';

export const inspect = handle('reviews.inspect', async ({ number }, { ctx, who, now }) => {
  const order = await ctx.db
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!order) throw new Refusal('not_found');
  const isMine = isAssigned(order, now) && order.assigned_to === who.staffId;
  const ukey = await ctx.db.selectFrom('ukeys').selectAll().where('id', '=', order.ukey_id).executeTakeFirstOrThrow();
  const certificate = parseCertificate(ukey.certificate);
  const restriction = await restrictionOf(ctx.db, ctx, order, who.staffId, now);
  const isClosed = isShut(restriction);
  const form = isClosed ? emptyForm(order) : openForm(ctx, order);
  const about = await readAbout(ctx.db, order);
  const materials = isClosed ? [] : about.materials;
  const { verdict } = await judgeUkey(
    ctx.db,
    ctx,
    { serial: order.ukey_serial, fingerprint: order.fingerprint, exceptOrder: order.id },
    now,
  );
  const isCardClosed = await isIdCardClosed(ctx.db, order);
  const names = await staffNames(ctx, [order.assigned_to, order.decided_by]);
  return {
    ...orderLine(order, now),
    reset: await resetFacts(ctx.db, ctx, order, about),
    account: await accountOf(ctx, order.account_id, isMine, isClosed),
    form: {
      customerName: form.customerName,
      representativeName: form.representativeName,
      // Every digit only by `reviews.unmask`, which records it.
      representativeIdNumber: maskIdNumber(form.representativeIdNumber),
      representativeMobile:
        isMine || form.representativeMobile === '' ? form.representativeMobile : maskMobile(form.representativeMobile),
      email: form.email ?? null,
      deadline: form.deadline ?? null,
    },
    certificate: {
      serial: certificate.serialNumber,
      subject: certificate.subject.text,
      issuer: certificate.issuer.text,
      organisation: certificate.subject.organisation ?? null,
      uscc: certificate.identity.uscc ?? null,
      algorithm: certificate.key.kind,
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      fingerprint: certificate.fingerprint,
    },
    verdict,
    checks: {
      isNameEqual: isNamedIn(certificate, form.customerName),
      isIdNumberValid: isResidentId(form.representativeIdNumber),
    },
    materials,
    // What was read from the image goes the image's way.
    documentChecks: await documentChecksOf(
      ctx,
      materials.filter(({ kind }) => kind !== 'id_card' || !isCardClosed),
      !isMine,
    ),
    history: isClosed ? [] : await historyOf(ctx, order.id),
    earlier: await earlierOf(ctx, order),
    submittedAt: order.submitted_at?.toISOString() ?? null,
    promisedAt: order.promised_at?.toISOString() ?? null,
    deadlineAt: order.deadline_at?.toISOString() ?? null,
    isResubmitted: order.is_resubmitted,
    timeline: about.timeline.map((one) => (isClosed ? { ...one, note: null } : one)),
    assignedTo: isAssigned(order, now) ? (names.get(order.assigned_to ?? '') ?? null) : null,
    isMine,
    mayViewMaterials: !isClosed && mayLook(order, who, now),
    isIdCardClosed: isCardClosed,
    restriction: restriction && {
      from: restriction.from.toISOString(),
      openedUntil: restriction.openedUntil?.toISOString() ?? null,
      openings: restriction.openings,
    },
    deletion: await deletionOf(ctx.db, ctx, order),
    assignedUntil: isAssigned(order, now) ? (order.assigned_until?.toISOString() ?? null) : null,
    decidedBy: names.get(order.decided_by ?? '') ?? null,
    ceremony: about.ceremony && { ...about.ceremony, authorisations: order.authorisations },
    payment: await paymentOf(ctx, order),
    hasEvidence: about.evidence !== null,
  };
});

async function staffNames(ctx: Context, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await ctx.db.selectFrom('staff').select(['id', 'display_name']).where('id', 'in', wanted).execute();
  return new Map(rows.map((row) => [row.id, row.display_name]));
}

async function accountOf(ctx: Context, id: string, isMine: boolean, isClosed: boolean) {
  const row = await ctx.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const { mobile, organisation, contact, createdAt } = openAccount(ctx, row);
  return {
    mobile: isMine || mobile === '' ? mobile : maskMobile(mobile),
    organisation,
    contact: isClosed ? maskName(contact) : contact,
    createdAt,
  };
}

/** What was refused before and replaced since. */
async function historyOf(ctx: Context, orderId: string) {
  const rows = await ctx.db
    .selectFrom('materials')
    .select(['kind', 'uploaded_at', 'verdict', 'reason'])
    .where('order_id', '=', orderId)
    .where('replaced_at', 'is not', null)
    .orderBy('uploaded_at')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    uploadedAt: row.uploaded_at.toISOString(),
    verdict: row.verdict,
    reason: row.reason,
  }));
}

async function paymentOf(ctx: Context, order: OrderRow) {
  const row = await ctx.db
    .selectFrom('pay_attempts')
    .leftJoin('staff', 'staff.id', 'pay_attempts.confirmed_by')
    .select(['pay_attempts.paid_at', 'staff.display_name'])
    .where('pay_attempts.order_id', '=', order.id)
    .where('pay_attempts.use', '=', 'order')
    .executeTakeFirst();
  const unpaid = order.fee_fen > 0 ? ('awaited' as const) : ('none' as const);
  return {
    state: row ? ('received' as const) : unpaid,
    amountFen: order.fee_fen,
    confirmedBy: row?.display_name ?? null,
    confirmedAt: row?.paid_at?.toISOString() ?? null,
  };
}
