import type { FindingCode, MaterialKind, RiskDemand, RiskFact, RiskRule } from '@jiesuo/contract';
import { riskRules } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';

/** What is known when an order is judged. Days are counted back from the judgement, unless they say otherwise. */
export interface RiskFacts {
  /** Age of the account when the order was made. */
  readonly accountDays: number;
  /** Since its password was last set by an SMS code. */
  readonly recoveredDays: number | null;
  /** The number on the CA's own record beside the account's, both masked; null where none is on record. */
  readonly contact: { readonly onRecord: string; readonly used: string; readonly isSame: boolean } | null;
  /** The last completed order of the same UKey or subscriber. */
  readonly lastReset: { readonly order: string; readonly days: number } | null;
  readonly lastRepresentative: {
    readonly order: string;
    readonly before: string;
    readonly now: string;
    readonly isSame: boolean;
  } | null;
  readonly materialsSeen: readonly MaterialKind[];
  readonly contradictions: readonly FindingCode[];
  readonly unread: readonly MaterialKind[];
  /** Hours from the order's making to the customer's deadline. */
  readonly deadlineHours: number | null;
  /** Subscribers for which the account made orders within the settings' days, this one too. */
  readonly subscribers: number;
  /** What the certificate states of its holder's person or mailbox, where the form states another. */
  readonly certificateContact: { readonly certificate: string; readonly form: string } | null;
  readonly organisation: { readonly account: string; readonly certificate: string } | null;
  /** Why another person sent an approval back. */
  readonly returned: string | null;
  /** Whether who approves now held the order in an earlier round. */
  readonly isTouched: boolean;
}

export type Seen = readonly { readonly fact: RiskFact; readonly value: string }[];
export interface Fired {
  readonly rule: RiskRule;
  readonly seen: Seen;
}
type Parameters = Settings['risk'];

const seen = (facts: Partial<Record<RiskFact, string | number>>): Seen =>
  Object.entries(facts).map(([fact, value]) => ({ fact: fact as RiskFact, value: String(value) }));
const listed = (names: readonly string[], fact: RiskFact) =>
  names.length > 0 ? seen({ [fact]: names.join(' ') }) : null;

/** Each rule: what it saw when it fires, else null. */
const rules: Readonly<Record<RiskRule, (facts: RiskFacts, by: Parameters) => Seen | null>> = {
  new_account: ({ accountDays }, by) => (accountDays < by.newAccountDays ? seen({ days: accountDays }) : null),
  account_recovered: ({ recoveredDays }, by) =>
    recoveredDays !== null && recoveredDays < by.recoveredDays ? seen({ days: recoveredDays }) : null,
  phone_not_on_record: ({ contact }) =>
    contact && !contact.isSame ? seen({ onRecord: contact.onRecord, used: contact.used }) : null,
  no_contact_on_record: ({ contact }) => (contact ? null : []),
  second_reset: ({ lastReset }, by) => (lastReset && lastReset.days < by.resetDays ? seen(lastReset) : null),
  representative_changed: ({ lastRepresentative }) => {
    if (!lastRepresentative || lastRepresentative.isSame) return null;
    const { order, before, now } = lastRepresentative;
    return seen({ order, before, now });
  },
  material_seen: ({ materialsSeen }) => listed(materialsSeen, 'material'),
  material_contradicts: ({ contradictions }) => listed(contradictions, 'findings'),
  material_unread: ({ unread }) => listed(unread, 'material'),
  deadline_near: ({ deadlineHours }, by) =>
    deadlineHours !== null && deadlineHours < by.deadlineHours ? seen({ deadline: `${deadlineHours} h` }) : null,
  many_subscribers: ({ subscribers }, by) => (subscribers >= by.subscribersMost ? seen({ subscribers }) : null),
  certificate_contact_differs: ({ certificateContact }) => certificateContact && seen(certificateContact),
  organisation_differs: ({ organisation }) =>
    organisation && seen({ now: organisation.account, certificate: organisation.certificate }),
  refused_before: ({ returned }) => (returned === null ? null : seen({ reason: returned })),
  reviewer_touched_before: ({ isTouched }) => (isTouched ? [] : null),
};

/** Pure: facts in, the rules that fire out, each with what it saw. */
export function judgeRisk(facts: RiskFacts, by: Parameters): Fired[] {
  const fired: Fired[] = [];
  for (const [rule, look] of Object.entries(rules) as [RiskRule, (typeof rules)[RiskRule]][]) {
    const found = look(facts, by);
    if (found) fired.push({ rule, seen: found });
  }
  return fired;
}

/** What rules that fired ask for together. */
export function demandsOf(fired: readonly RiskRule[], by: Pick<Parameters, 'secondFrom'>): ReadonlySet<RiskDemand> {
  const demands = new Set<RiskDemand>(fired.flatMap((rule): readonly RiskDemand[] => riskRules[rule].demands));
  const weight = fired.reduce((sum, rule) => sum + riskRules[rule].weight, 0);
  if (weight >= by.secondFrom) demands.add('second_approval');
  return demands;
}
