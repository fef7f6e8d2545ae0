import type { Answer } from '../../api.ts';

export type Inspected = Answer<'reviews.inspect'>;
export type Material = Inspected['materials'][number];
export type Decision = 'approve' | 'refuse';

/** What the reviewer has set for one material so far. */
export interface Verdict {
  readonly verdict: 'pending' | 'accepted' | 'refused';
  readonly reason: string;
}
export type Verdicts = Readonly<Record<string, Verdict>>;
export const unjudged: Verdict = { verdict: 'pending', reason: '' };

/** What the server already knows, overlaid by what was set here. Verdicts of materials that were replaced meanwhile fall away. */
export const verdictsOf = (materials: readonly Material[], set: Verdicts): Verdicts =>
  Object.fromEntries(
    materials.map((m) => [
      m.id,
      set[m.id] ?? { verdict: m.verdict, reason: m.verdict === 'refused' ? (m.reason ?? '') : '' },
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
  Object.entries(verdicts).flatMap(([material, { verdict, reason }]) => {
    if (verdict === 'pending') return [];
    return [verdict === 'refused' ? { material, verdict, reason: reason.trim() } : { material, verdict }];
  });
