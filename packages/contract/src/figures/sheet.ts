/** A value with its unit: how it is written is for the page, or the file, that shows it. */
export type Cell =
  | string
  | number
  | { readonly fen: number }
  | { readonly seconds: number | null }
  | { readonly part: number; readonly of: number };

export interface Sheet {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Compared {
  readonly count: number;
  readonly before: number;
}

/** Of nothing there is no share. */
export const share = ({ part, of }: { readonly part: number; readonly of: number }): number | undefined =>
  of === 0 ? undefined : part / of;
