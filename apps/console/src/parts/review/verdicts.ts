import type { Region } from '@jiesuo/contract';
import type { Answer } from '../../api.ts';

export type Inspected = Answer<'reviews.inspect'>;
export type Material = Inspected['materials'][number];
export type Decision = 'approve' | 'refuse';
/** What came of it: an approval may wait for another person's. */
export type Outcome = Decision | 'second';

/** What the reviewer has set for one material so far. */
export interface Verdict {
  readonly verdict: 'pending' | 'accepted' | 'refused';
  readonly reason: string;
  /** Where on the material; only of what is refused. */
  readonly region?: Region | undefined;
}
export type Verdicts = Readonly<Record<string, Verdict>>;
export const unjudged: Verdict = { verdict: 'pending', reason: '' };

/** What the server already knows, overlaid by what was set here. Verdicts of materials that were replaced meanwhile fall away. */
export const verdictsOf = (materials: readonly Material[], set: Verdicts): Verdicts =>
  Object.fromEntries(
    materials.map((m) => [
      m.id,
      set[m.id] ?? {
        verdict: m.verdict,
        reason: m.verdict === 'refused' ? (m.reason ?? '') : '',
        ...(m.region ? { region: m.region } : {}),
      },
    ]),
  );

export type Missing = 'unjudged' | 'mayNotApprove' | 'mayNotRefuse' | 'reasonMissing';

/** Why the decision cannot be made yet, or undefined. The server judges the same again. */
export function missingFor(decision: Decision, verdicts: Verdicts): Missing | undefined {
  const all = Object.values(verdicts);
  if (all.length === 0 || all.some((v) => v.verdict === 'pending')) return 'unjudged';
  const refused = all.filter((v) => v.verdict === 'refused');
  if (decision === 'approve') return refused.length > 0 ? 'mayNotApprove' : undefined;
  if (refused.length === 0) return 'mayNotRefuse';
  return refused.some((v) => v.reason.trim() === '') ? 'reasonMissing' : undefined;
}

/** The decision that the verdicts amount to: Ctrl+Enter makes this one. */
export const decisionOf = (verdicts: Verdicts): Decision =>
  Object.values(verdicts).some((v) => v.verdict === 'refused') ? 'refuse' : 'approve';

/** The verdicts as `reviews.decide` wants them. Call only when nothing is missing. */
export const judged = (verdicts: Verdicts) =>
  Object.entries(verdicts).flatMap(([material, { verdict, reason, region }]) => {
    if (verdict === 'pending') return [];
    return [
      verdict === 'refused'
        ? { material, verdict, reason: reason.trim(), ...(region ? { region } : {}) }
        : { material, verdict },
    ];
  });

/** Whether a material still wants something of the reviewer: a verdict, or the reason of a refusal. */
export const isOpen = (verdict: Verdict = unjudged): boolean =>
  verdict.verdict === 'pending' || (verdict.verdict === 'refused' && verdict.reason.trim() === '');

/** The next material that is still open after `index`, from the first again; `index` itself when none is. */
export function nextOpen(materials: readonly Material[], verdicts: Verdicts, index: number): number {
  for (let by = 1; by < materials.length; by++) {
    const at = (index + by) % materials.length;
    if (isOpen(verdicts[materials[at]?.id ?? ''])) return at;
  }
  return index;
}
