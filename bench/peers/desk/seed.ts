import { readFileSync } from 'node:fs';
import { parseCertificate } from '@jiesuo/certificate';
import { v7 as uuid } from 'uuid';
import { sealPerson } from '../../../apps/server/src/accounts/account.ts';
import type { Context } from '../../../apps/server/src/context.ts';
import { sealForm } from '../../../apps/server/src/orders/form.ts';

type Script = (sql: string, parameters?: readonly unknown[]) => Promise<unknown>;
/** A statement of the server's own driver ends within half a minute. */
const rowsAtOnce = 25_000;
const accounts = 100;
const names = 1_000;
/** Of all orders so many percent wait for review, the others are history. */
const waitingPercent = 1;

const certificate = readFileSync(
  new URL('../../../packages/certificate/vectors/valid/sm2-enterprise-uscc-utf8.der', import.meta.url),
);
const { fingerprint, serialNumber, notBefore, notAfter } = parseCertificate(certificate);
/** A moment at which the seeded UKeys' certificate is valid. */
export const now: Date = new Date(notBefore.getTime() + 86_400_000);

/** Orders of an installation of many years: a hundred accounts, a thousand names, each UKey again and again; one in a hundred waits. */
export async function seedDesk(ctx: Context, script: Script, count: number): Promise<void> {
  const waiting = Math.ceil((count * waitingPercent) / 100);
  const owners = Array.from({ length: accounts }, () => uuid());
  const ukeys = Array.from({ length: waiting }, () => uuid());
  await insertAccounts(ctx, owners);
  for (const some of chunks(ukeys)) await insertUkeys(ctx, some);
  for (const [at, some] of chunks(ukeys).entries()) await insertWaiting(ctx, owners, some, at * perInsert);
  for (let from = 1; from <= count - waiting; from += rowsAtOnce)
    await script(
      `insert into orders select one.* from orders first
       cross join generate_series($1::int, $2::int) n
       cross join lateral jsonb_populate_record(first, jsonb_build_object('id', gen_random_uuid(),
         'number', 'CA20200101' || lpad(n::text, 8, '0'), 'status', 'completed', 'submitted_at', first.created_at,
         'account_id', ($3::uuid[])[1 + n % ${accounts}], 'ukey_id', ($4::uuid[])[1 + n % ${waiting}],
         'customer_name', '示例单位' || n % ${names}, 'created_at', first.created_at - n * interval '1 minute',
         'certificate_not_after', first.certificate_not_after + n * interval '1 minute')) one
       where first.number = $5`,
      [from, Math.min(from + rowsAtOnce - 1, count - waiting), owners, ukeys, numberOf(0)],
    );
  await script('analyze');
}

const numberOf = (n: number) => `CA20200102${String(n).padStart(8, '0')}`;
const perInsert = 500;
const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / perInsert) }, (_, n) => all.slice(n * perInsert, (n + 1) * perInsert));

const insertAccounts = (ctx: Context, ids: readonly string[]) =>
  ctx.db
    .insertInto('accounts')
    .values(
      ids.map((id) => ({
        id,
        ca_id: ctx.caId,
        mobile_index: id,
        mobile_sealed: ctx.personal.seal(`accounts.mobile_sealed:${id}`, '13800000000'),
        password_hash: '-',
        ...sealPerson(ctx, id, { organisation: '示例单位', contact: '张三' }),
        created_at: now,
        removed_at: null,
      })),
    )
    .execute();

const insertUkeys = (ctx: Context, ids: readonly string[]) =>
  ctx.db
    .insertInto('ukeys')
    .values(
      ids.map((id) => ({
        id,
        ca_id: ctx.caId,
        serial: `D${id.slice(-12)}`,
        model: 'jiesuo-virtual',
        certificate,
        fingerprint,
        certificate_serial: serialNumber,
        subscriber: '示例单位',
        not_after: notAfter,
        contact_sealed: null,
        admin_tries_left: null,
        user_tries_left: null,
        seen_at: null,
        imported_at: now,
        updated_at: now,
      })),
    )
    .execute();

async function insertWaiting(ctx: Context, owners: readonly string[], ukeys: readonly string[], first: number) {
  const orders = ukeys.map((ukey, i) => ({
    id: uuid(),
    ukey,
    n: first + i,
    account: owners[(first + i) % accounts] ?? '',
  }));
  const at = (n: number) => new Date(now.getTime() - n * 1000);
  await ctx.db
    .insertInto('orders')
    .values(
      orders.map(({ id, ukey, n, account }) => ({
        id,
        ca_id: ctx.caId,
        number: numberOf(n),
        kind: 'reset' as const,
        account_id: account,
        ukey_id: ukey,
        ukey_serial: `D${ukey.slice(-12)}`,
        fingerprint,
        certificate_serial: serialNumber,
        certificate_not_after: notAfter,
        customer_name: `示例单位${n % names}`,
        form_sealed: sealForm(ctx, id, {
          customerName: `示例单位${n % names}`,
          representativeName: '张三',
          representativeIdNumber: '11010519491231002X',
          representativeMobile: '13800000000',
          email: undefined,
          deadline: undefined,
          hasIdCardConsent: true,
        }),
        fee_fen: 0,
        status: 'in_review' as const,
        assigned_to: null,
        assigned_until: null,
        decided_by: null,
        decided_at: null,
        created_at: at(n),
        submitted_at: at(n),
        promised_at: at(n),
        decide_by: at(n),
        expires_at: null,
        completed_at: null,
      })),
    )
    .execute();
  await ctx.db
    .insertInto('materials')
    .values(
      orders.flatMap(({ id, account }) =>
        (['authorization', 'business_license', 'id_card'] as const).map((kind) => ({
          id: uuid(),
          ca_id: ctx.caId,
          account_id: account,
          draft_id: null,
          order_id: id,
          kind,
          media_type: 'image/png',
          pages: 1,
          bytes: 8,
          uploaded_sha256: id,
          kept_sha256: id,
          reason: null,
          uploaded_at: now,
          replaced_at: null,
        })),
      ),
    )
    .execute();
}
