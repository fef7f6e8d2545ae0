import { z } from 'zod';
import { leafHash } from '../../../audit/merkle/hash.ts';
import { namedByHash } from '../../../materials/hashes.ts';
import type { EvidenceFile, NewBundle } from '../bundle.ts';
import { type Check, mustBe, open, opening, proven } from './told.ts';

const entry = z.looseObject({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  operation: z.string(),
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
type Entry = z.output<typeof entry>;

/** In the copy of staff: what the bundle says of the acts is what their leaves said at that time, each with its own hash in the log. */
export const checkEntries: Check = ({ bundle, file }) => {
  if (bundle.v === 1 || !file.staff)
    return open('审计记录的原文只在工作人员的副本中', "The audit leaves' words are only in the copy of staff");
  const entries = wordsOf(bundle, file.staff);
  const of = (operation: string) => entries.filter((one) => one.operation === operation);
  const wrong = ['凭证所述与审计记录的原文不一致', 'The evidence says something else than its audit leaves'] as const;
  mustBe(isOrdered(bundle, [...of('orders.submit'), ...of('orders.resubmit')]), ...wrong);
  mustBe(
    isSame(
      bundle.decisions.map(({ by, at, decision }) => ({ by, at, decision })),
      of('reviews.decide'),
    ) &&
      isSame(
        bundle.seconds.map(({ by, at, decision }) => ({ by, at, decision })),
        // Without a decision somebody was shown a reason that was new.
        of('risk.decide').filter(({ detail }) => detail['decision'] !== undefined),
      ),
    ...wrong,
  );
  mustBe(isGranted(bundle, of('custody.decide').at(-1)), ...wrong);
  return proven(
    `提交、审核、复核与批准都与 ${entries.length} 条审计记录的原文一致`,
    `Order, reviews, second approvals and custody are what ${entries.length} audit leaves say`,
  );
};

function wordsOf(bundle: NewBundle, { entries }: NonNullable<EvidenceFile['staff']>): Entry[] {
  const wrong = ['审计记录的原文与其哈希不一致', 'The words of an audit leaf differ from its hash'] as const;
  mustBe(entries.length === bundle.audit.length, ...wrong);
  return entries.map((text, i) => {
    const named = bundle.audit[i];
    mustBe(named !== undefined && leafHash(text).toString('hex') === named.leafHash, ...wrong);
    const read = opening(() => entry.parse(JSON.parse(text)), ...wrong);
    const isNamed = read.id === named.id && read.operation === named.operation && read.subject === bundle.order;
    mustBe(isNamed, ...wrong);
    return read;
  });
}

/** One submission, of this UKey and with this consent; its materials, or those sent in last, are the ones that were judged. */
function isOrdered(bundle: NewBundle, sent: readonly Entry[]): boolean {
  const [submitted] = sent;
  const last = z.array(z.string()).safeParse(sent.at(-1)?.detail['materials']);
  if (submitted?.operation !== 'orders.submit' || !last.success) return false;
  const { detail, at } = submitted;
  return (
    at === bundle.orderedAt &&
    detail['ukey'] === bundle.ukey.serial &&
    detail['fingerprint'] === bundle.ukey.fingerprint &&
    bundle.consents.some(
      ({ kind, version, givenAt }) => kind === 'id_card' && version === detail['idCardConsent'] && givenAt === at,
    ) &&
    isEqual(bundle.materials.map(namedByHash), last.data)
  );
}

const isSame = (
  told: readonly { readonly by: { readonly id: string }; readonly at: string; readonly decision: string }[],
  leaves: readonly Entry[],
) =>
  isEqual(
    told.map(({ by, at, decision }) => [`staff:${by.id}`, at, decision]),
    leaves.map(({ actor, at, detail }) => [actor, at, detail['decision']]),
  );

const isGranted = ({ custodian }: NewBundle, leaf: Entry | undefined) =>
  isEqual(
    custodian && [`staff:${custodian.by.id}`, custodian.at, custodian.method, custodian.reason, 'granted'],
    leaf?.detail['decision'] === 'granted'
      ? [leaf.actor, leaf.at, leaf.detail['method'], leaf.detail['reason'], 'granted']
      : null,
  );

const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
