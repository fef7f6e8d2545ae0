import type { ReactNode } from 'react';

export type StatusTone = 'neutral' | 'busy' | 'good' | 'warn' | 'bad';

/** The word carries the state; the colour only repeats it. */
export function StatusTag({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return <span className={`jz-tag jz-tag-${tone}`}>{children}</span>;
}
