import { randomBytes, randomUUID as uuid } from 'node:crypto';
import { type MaterialKind, materialKinds, type Output } from '@jiesuo/contract';
import type { Portal } from '@jiesuo/contract/portal';
import { readConfig } from '../../../apps/server/src/config.ts';
import { type Context, createContext } from '../../../apps/server/src/context.ts';
import { openDatabase } from '../../../apps/server/src/db/open.ts';
import { keepReading, type Representative, readingOf } from '../../../apps/server/src/demo/application.ts';
import { hireStaff, inventPerson, registerCustomer } from '../../../apps/server/src/demo/people.ts';
import type { StandIn } from '../../../apps/server/src/demo/stand-in.ts';
import { readDemoWorld } from '../../../apps/server/src/demo/world.ts';
import { loadMasterKey } from '../../../apps/server/src/keys/master.ts';
import { loadPortalKey } from '../../../apps/server/src/keys/portal.ts';
import { createLog } from '../../../apps/server/src/logging.ts';
import { whenAllowed } from '../people.ts';
import type { Programs } from '../programs.ts';
import { renewed } from './methods.ts';
import type { Office } from './office.ts';

/** Codes that may go to one number in an hour, less the two that a round may need. */
const codesMax = 3;

/**
 * The server's own operations on the database that the running server uses, done in this process by stand-ins for customer, reviewer and
 * key custodian: no HTTP, no SMS on its way, no log-in. Left out are the bridge's reading and the decoding of pictures; `wholeWay` has them.
 */
export async function openShortWay(
  programs: Programs,
  databaseUrl: string,
): Promise<{ readonly office: Office; close(): Promise<void> }> {
  const { db, close } = await openDatabase({ databaseUrl, poolSize: 2 });
  const codes = new Map<string, string>();
  const ctx = await contextOf(programs, databaseUrl, db, codes);
  const { staff } = readDemoWorld(programs.demoFile);
  const standInFor = async (name: string): Promise<StandIn> => {
    const member = staff.find((one) => one.name === name);
    if (!member) throw new Error(`the demo has no ${name}`);
    return hireStaff(ctx, member);
  };
  const [reviewer, custodian] = [await standInFor('reviewer'), await standInFor('custodian')];
  let customers = 0;
  let customer: (Representative & { readonly mobile: string; codes: number }) | undefined;

  async function someCustomer() {
    if (customer && customer.codes <= codesMax) return customer;
    customers += 1;
    const mobile = `19902${String(customers).padStart(6, '0')}`;
    const who = { mobile, password: 'Faults-customer-2026', organisation: '示例单位', contact: '示例联系人' };
    customer = { ...(await registerCustomer(ctx, who, (to) => codes.get(to))), mobile, codes: 0 };
    return customer;
  }
  async function submit(representative: Representative, serial: string): Promise<Output<Portal['orders.submit']>> {
    const { who, accountId } = representative;
    const reading = await readingOf(ctx, serial);
    const draft = await who.do('drafts.choose', { pairing: await keepReading(ctx, representative, reading), serial });
    const person = inventPerson(1);
    await who.do('drafts.save', {
      customerName: reading.subscriber,
      representativeName: person.name,
      representativeIdNumber: person.idNumber,
      representativeMobile: person.mobile,
      hasIdCardConsent: true,
    });
    for (const kind of materialKinds) await place(ctx, kind, draft.id, accountId);
    const { consents } = await who.do('settings.show', {});
    return who.do('orders.submit', { draft: draft.id, idCardConsent: consents.id_card.version });
  }

  const office: Office = {
    async order(kind, serial) {
      const representative = await someCustomer();
      const { who, mobile } = representative;
      const { number, materials } = await submit(representative, serial);
      await reviewer.do('reviews.take', { number });
      const verdicts = materials.map(({ id }) => ({ material: id, verdict: 'accepted' }));
      await reviewer.do('reviews.decide', { number, decision: 'approve', verdicts });
      if (kind.method === 'trusted_bridge')
        await custodian.do('custody.decide', {
          number,
          decision: 'grant',
          method: kind.method,
          reason: 'npm run faults',
        });
      return {
        async resetCode() {
          representative.codes += 1;
          await whenAllowed(programs, () => who.do('ceremonies.sendStepUp', { order: number }));
          return (await who.do('ceremonies.pair', { purpose: 'reset', order: number, code: codes.get(mobile) })).code;
        },
        look: () => who.do('orders.get', { number }),
      };
    },
    async renew(kind, serial, certificate) {
      const ukey = await renewed(programs, kind, serial, certificate);
      const { faults } = await custodian.do('ukeys.import', { format: 'json' }, Buffer.from(JSON.stringify([ukey])));
      if (faults[0]) throw new Error(`ukeys.import: ${faults[0].fault}`);
    },
  };
  return { office, close };
}

/** Of the running server, but for SMS: those of this process reach nobody, the codes in them are kept. */
async function contextOf(
  { dataDir, portal, ports, now }: Programs,
  databaseUrl: string,
  db: Context['db'],
  codes: Map<string, string>,
): Promise<Context> {
  const config = readConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    PORTAL_ORIGIN: portal,
    BRIDGE_PORT: String(ports.BRIDGE_PORT),
    CAPTCHA: 'off',
    // Its papers are noise, as where the server itself runs.
    DOCUMENT_CHECKS_AT_ONCE: '0',
  });
  const { id: caId } = await db.selectFrom('cas').select('id').executeTakeFirstOrThrow();
  const ctx = createContext({
    config,
    db,
    log: createLog('silent'),
    caId,
    clock: now,
    masterKey: loadMasterKey(config),
    portalKey: loadPortalKey(dataDir),
    jobs: { send: () => Promise.reject(new Error('nothing is queued here')) },
  });
  return {
    ...ctx,
    sms: {
      ...ctx.sms,
      async queue(_trx, { to, variables }) {
        if (variables['code'] !== undefined) codes.set(to, variables['code']);
      },
    },
  };
}

/** What an upload leaves when its picture has been decoded. */
async function place(ctx: Context, kind: MaterialKind, draftId: string, accountId: string): Promise<void> {
  const id = uuid();
  const now = ctx.clock();
  const [bytes, ca_id] = [randomBytes(64), ctx.caId];
  const sha256 = bytes.toString('hex').slice(0, 64);
  const type = 'image/jpeg';
  await ctx.db
    .insertInto('materials')
    .values({
      id,
      ca_id,
      account_id: accountId,
      draft_id: draftId,
      order_id: null,
      kind,
      media_type: type,
      pages: 1,
      bytes: bytes.length,
      uploaded_sha256: sha256,
      kept_sha256: sha256,
      reason: null,
      uploaded_at: now,
      replaced_at: null,
    })
    .execute();
  for (const page of [0, 1]) {
    const { storeKey, dataKeySealed } = await ctx.files.put(bytes);
    await ctx.db
      .insertInto('files')
      .values({
        id: uuid(),
        ca_id,
        material_id: id,
        page,
        media_type: type,
        bytes: bytes.length,
        store_key: storeKey,
        data_key_sealed: dataKeySealed,
        created_at: now,
      })
      .execute();
  }
}
