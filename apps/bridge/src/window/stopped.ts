import type { Trouble } from './words.ts';

/** The window cannot go on: one of our sentences, or the portal's own, already in the person's language. */
export class Stopped extends Error {
  override name = 'Stopped';
  readonly reason: { readonly trouble: Trouble } | { readonly sentence: string };
  constructor(reason: Stopped['reason']) {
    super('stopped');
    this.reason = reason;
  }
}
