export interface Command {
  /** The words after `npm run server --`. */
  readonly usage: string;
  readonly summary: { readonly zh: string; readonly en: string };
  /** @returns the exit code, or undefined to stay. @throws StartFault with one sentence for a person. */
  run(args: readonly string[]): Promise<number | undefined>;
}
