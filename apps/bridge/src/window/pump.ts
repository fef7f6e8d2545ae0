import type { Turn, View } from '../commands/view.ts';

export interface Pumping {
  /** The bridge's next turn, given the portal's answer to its last message. */
  readonly next: (answer?: unknown) => Promise<Turn>;
  readonly exchange: (message: unknown) => Promise<unknown>;
  readonly show: (view: View) => void;
}

/** The bridge asks nothing and is still at work: how long until it is asked again. */
const PAUSE_MS = 300;

/**
 * Carries messages between bridge and portal until there is nothing more to carry and the view waits for a person or is the last.
 * A last view may still have a message: the portal must hear of a failure too.
 * @throws whatever a carrier throws, except after the last view was shown.
 */
export async function pump({ next, exchange, show }: Pumping): Promise<View> {
  let turn = await next();
  for (;;) {
    show(turn.view);
    const isLast = turn.view.stage === 'failed' || turn.view.stage === 'done';
    if (turn.message !== undefined) {
      try {
        turn = await next(await exchange(turn.message));
      } catch (error) {
        if (isLast) return turn.view;
        throw error;
      }
    } else if (turn.view.stage === 'working') {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      turn = await next();
    } else return turn.view;
  }
}
