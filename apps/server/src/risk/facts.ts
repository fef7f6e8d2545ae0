import { normaliseName, parseCertificate, sameName, subscriberNames } from '@jiesuo/certificate';
import type { FindingCode } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import { type AccountRow, openAccount } from '../accounts/account.ts';
import type { Context, Trx } from '../context.ts';
import { openForm } from '../orders/form.ts';
import type { OrderRow } from '../orders/move.ts';
import { maskIdNumber, maskMail, maskMobile, maskName } from '../personal/mask.ts';
import { closedFrom } from '../retention/restriction.ts';
import { contactOf } from './contact.ts';
import type { RiskFacts } from './rules.ts';
import { heldEarlier } from './touch.ts';

const dayMs = 24 * 3_600_000;
const daysBetween = (from: Date, to: Date) => Math.max(0, Math.floor((to.getTime() - from.getTime()) / dayMs));
/** PKCS #9 emailAddress. */
const emailAddress = '1.2.840.113549.1.9.1';

/** Findings that say: this paper speaks of another organisation, person or application. What is merely hard to read is a reviewer's to see. */
const contradictions: readonly FindingCode[] = [
  'seal_name_differs',
  'company_differs',
  'uscc_differs',
  'uscc_check_digit',
  'code_differs',
  'person_differs',
  'id_number_differs',
  'id_number_check_digit',
  'letter_of_another_draft',
];
const seenFindings: readonly FindingCode[] = ['seen_elsewhere', 'similar_elsewhere'];

export interface Judged {
  readonly now: Date;
  readonly risk: Settings['risk'];
  /** Who approves now. */
  readonly approver?: string;
}

/** Everything that rules look at, read in one place and in the transaction that the judgement is kept in. */
export async function gatherFacts(trx: Trx, ctx: Context, order: OrderRow, judged: Judged): Promise<RiskFacts> {
  const { now, risk, approver } = judged;
  const row = await trx.selectFrom('accounts').selectAll().where('id', '=', order.account_id).executeTakeFirstOrThrow();
  return {
    accountDays: daysBetween(row.created_at, order.created_at),
    recoveredDays: row.recovered_at && daysBetween(row.recovered_at, now),
    contact: await contactFacts(trx, ctx, order, row),
    ...(await lastCompleted(trx, ctx, order, now)),
    ...(await materialFacts(trx, ctx, order, approver !== undefined)),
    deadlineHours:
      order.deadline_at &&
      Math.max(0, Math.floor((order.deadline_at.getTime() - order.created_at.getTime()) / 3_600_000)),
    subscribers: await subscribersOf(trx, ctx, order, new Date(now.getTime() - risk.subscriberDays * dayMs)),
    ...(await certificateFacts(trx, ctx, order, row)),
    returned: await returnedFor(trx, order.id),
    isTouched: approver !== undefined && (await heldEarlier(trx, order.id, approver)),
  };
}

async function contactFacts(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  account: AccountRow,
): Promise<RiskFacts['contact']> {
  const contact = await contactOf(trx, ctx, order.ukey_id);
  if (!contact?.mobile) return null;
  const { mobile } = openAccount(ctx, account);
  return { onRecord: maskMobile(contact.mobile), used: maskMobile(mobile), isSame: contact.mobile === mobile };
}

async function lastCompleted(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  now: Date,
): Promise<Pick<RiskFacts, 'lastReset' | 'lastRepresentative'>> {
  const completed = trx
    .selectFrom('orders')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('status', '=', 'completed')
    .where('id', '<>', order.id)
    .orderBy('created_at', 'desc')
    .limit(1);
  const found = [
    await completed.where('ukey_id', '=', order.ukey_id).executeTakeFirst(),
    await completed.where('customer_name', '=', order.customer_name).executeTakeFirst(),
  ].filter((one) => one !== undefined);
  const [last] = found.toSorted((a, b) => ended(b).getTime() - ended(a).getTime());
  if (!last) return { lastReset: null, lastRepresentative: null };
  const lastReset = { order: last.number, days: daysBetween(ended(last), now) };
  if (last.forgotten_at) return { lastReset, lastRepresentative: null };
  const [before, current] = [openForm(ctx, last), openForm(ctx, order)];
  // A protection that the law leaves room for (个保法 §47): compared, and told without the name once the earlier order is closed.
  const { retention } = await ctx.settings(trx);
  const from = closedFrom(last, retention.restrictDays);
  const isClosed = from !== null && from <= now;
  return {
    lastReset,
    lastRepresentative: {
      order: last.number,
      before: isClosed ? maskName(before.representativeName) : before.representativeName,
      now: current.representativeName,
      isSame:
        sameName(before.representativeName, current.representativeName) &&
        before.representativeIdNumber === current.representativeIdNumber,
    },
  };
}

const ended = (order: Pick<OrderRow, 'completed_at' | 'created_at'>): Date => order.completed_at ?? order.created_at;

/** `isFinal`: what has not been read by the time of the approval never will have been. */
async function materialFacts(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  isFinal: boolean,
): Promise<Pick<RiskFacts, 'materialsSeen' | 'contradictions' | 'unread'>> {
  const materials = await trx
    .selectFrom('materials')
    .leftJoin('document_checks', 'document_checks.material_id', 'materials.id')
    .select([
      'materials.kind',
      'materials.uploaded_sha256',
      'document_checks.state',
      'document_checks.failure',
      'document_checks.codes',
    ])
    .where('materials.order_id', '=', order.id)
    .where('materials.replaced_at', 'is', null)
    .orderBy('materials.kind')
    .execute();
  const elsewhere = await trx
    .selectFrom('materials')
    .select('uploaded_sha256')
    .distinct()
    .where('ca_id', '=', ctx.caId)
    .where(
      'uploaded_sha256',
      'in',
      materials.map((one) => one.uploaded_sha256),
    )
    .where('account_id', '<>', order.account_id)
    .execute();
  const hashes = new Set(elsewhere.map((one) => one.uploaded_sha256));
  const has = (codes: readonly FindingCode[] | null, wanted: readonly FindingCode[]) =>
    codes?.some((code) => wanted.includes(code)) ?? false;
  const isUnread = (one: (typeof materials)[number]) =>
    (one.state === 'failed' && one.failure !== 'off') || (isFinal && one.state === 'waiting');
  return {
    materialsSeen: materials
      .filter((one) => hashes.has(one.uploaded_sha256) || has(one.codes, seenFindings))
      .map((one) => one.kind),
    contradictions: [
      ...new Set(materials.flatMap((one) => one.codes ?? []).filter((code) => contradictions.includes(code))),
    ],
    unread: materials.filter(isUnread).map((one) => one.kind),
  };
}

async function subscribersOf(trx: Trx, ctx: Context, order: OrderRow, since: Date): Promise<number> {
  const { count } = await trx
    .selectFrom('orders')
    .select((eb) => eb.fn.count<number>('customer_name').distinct().as('count'))
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', order.account_id)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function certificateFacts(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  account: AccountRow,
): Promise<Pick<RiskFacts, 'certificateContact' | 'organisation'>> {
  const { certificate: der } = await trx
    .selectFrom('ukeys')
    .select('certificate')
    .where('id', '=', order.ukey_id)
    .executeTakeFirstOrThrow();
  const certificate = parseCertificate(der);
  const form = openForm(ctx, order);
  const { residentId } = certificate.identity;
  const mail = certificate.subject.attributes.find(({ oid }) => oid === emailAddress)?.value;
  const isOtherPerson = residentId !== undefined && residentId !== form.representativeIdNumber;
  const isOtherMail = mail !== undefined && form.email !== undefined && mail.toLowerCase() !== form.email.toLowerCase();
  const names = subscriberNames(certificate);
  return {
    certificateContact: isOtherPerson
      ? { certificate: maskIdNumber(residentId), form: maskIdNumber(form.representativeIdNumber) }
      : isOtherMail
        ? { certificate: maskMail(mail), form: maskMail(form.email ?? '') }
        : null,
    organisation: names.some((name) => normaliseName(name) === normaliseName(account.organisation))
      ? null
      : { account: account.organisation, certificate: names[0] ?? '' },
  };
}

async function returnedFor(trx: Trx, orderId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('second_reviews')
    .select('reason')
    .where('order_id', '=', orderId)
    .where('decision', '=', 'return')
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.reason ?? null;
}
