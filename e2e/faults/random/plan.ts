import type { Moment } from '../hand.ts';
import type { Dice } from './dice.ts';
import { type Kind, kinds } from './methods.ts';

/** What may go wrong in one round, of which a fault of the same kind can be drawn again by the same seed. */
export const mishaps = [
  'nothing',
  'bridge killed',
  'driver killed',
  'server killed',
  'window closed',
  'UKey pulled',
  'other UKey inserted',
  'connection cut',
  'message lost once',
  'answer lost once',
  'message duplicated',
  'message reordered',
  'message altered',
  'answer altered',
  'clock 10 minutes on',
  'clock 10 minutes back',
] as const;
export type Mishap = (typeof mishaps)[number];

/** These can strike while the UKey works, not only while a message travels. */
export const local: readonly Mishap[] = [
  'bridge killed',
  'driver killed',
  'server killed',
  'window closed',
  'UKey pulled',
  'other UKey inserted',
  'clock 10 minutes on',
  'clock 10 minutes back',
];

export interface Place {
  /** Type of a message, or INS P1 P2 of a command to the UKey. */
  readonly at: string;
  readonly moment: Moment;
  readonly isCommand: boolean;
}
export interface Plan extends Place {
  readonly kind: Kind;
  readonly mishap: Mishap;
  /** Whether the second try types another PIN than the first. */
  readonly isOtherPin: boolean;
}

export function draw(dice: Dice): Plan {
  const kind = dice.pick(kinds);
  const mishap = dice.pick(mishaps);
  const isCommand = local.includes(mishap) && dice.roll(2) === 1;
  return {
    kind,
    mishap,
    at: dice.pick(isCommand ? kind.commands : kind.messages),
    moment: dice.pick(['before', 'after']),
    isCommand,
    isOtherPin: dice.roll(4) === 0,
  };
}

export const tell = ({ kind, mishap, moment, at, isOtherPin }: Plan): string =>
  `${kind.part}: ${mishap}${mishap === 'nothing' ? '' : ` ${moment} ${at}`}${isOtherPin ? ', another PIN next' : ''}`;
