export type Language = 'zh' | 'en';
export type Sentence = Readonly<Record<Language, string>>;

/** A chapter of the portal's help page: its anchor. */
export const helpAnchors = ['browser', 'bridge', 'ukey', 'reset', 'contact'] as const;
export type HelpAnchor = (typeof helpAnchors)[number];

export interface Diagnosis {
  /** `note`: for information; `warn`: the person can mend it; `stop`: only the CA can. */
  readonly severity: 'note' | 'warn' | 'stop';
  /** What happened, in a few words, without a full stop: a heading, a line for the staff or in a terminal. */
  readonly title: Sentence;
  /** What happened, or what may be the cause. */
  readonly cause: Sentence;
  /** What to do. */
  readonly advice: Sentence;
  readonly help: HelpAnchor;
}
