import { createDice } from './dice.ts';
import { type Kind, kinds } from './methods.ts';
import { local, type Mishap, mishaps, type Place, type Plan } from './plan.ts';

/** What becomes of one message on its way has neither a before nor an after. */
const momentless: readonly Mishap[] = ['message lost once', 'answer lost once', 'message duplicated'];

/**
 * Each mishap before and after each step of each kind of UKey. A cell's number is its place here, from 1.
 * The portal's page closed is none of them: these rounds have no page, and `pull.e2e.ts` closes it in a browser.
 */
export const cells: readonly Plan[] = kinds
  .flatMap((kind) =>
    placesIn(kind).flatMap((place) =>
      mishaps.filter((mishap) => canStrike(mishap, kind, place)).map((mishap) => ({ kind, mishap, ...place })),
    ),
  )
  .map((cell, i) => ({ ...cell, isOtherPin: createDice(i + 1).roll(2) === 0 }));

function placesIn(kind: Kind): Place[] {
  const steps = [
    ...kind.messages.map((at) => ({ at, isCommand: false })),
    ...kind.commands.map((at) => ({ at, isCommand: true })),
  ];
  return steps.flatMap((step) => (['before', 'after'] as const).map((moment) => ({ ...step, moment })));
}

function canStrike(mishap: Mishap, kind: Kind, { at, moment, isCommand }: Place): boolean {
  if (mishap === 'nothing') return false;
  // While the UKey works no message travels: what befalls messages cannot strike there.
  if (isCommand) return local.includes(mishap);
  // The first message has none before it that could come in its place.
  if (mishap === 'message reordered' && at === kind.messages[0]) return false;
  return moment === 'before' || !momentless.includes(mishap);
}
