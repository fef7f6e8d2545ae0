import type { Moment } from '../hand.ts';
import type { Dice } from './dice.ts';

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
] as const;
export type Mishap = (typeof mishaps)[number];

const messages = ['authorise', 'unblock', 'unblocked', 'changed', 'proof'] as const;
/** INS P1 P2 of the commands of a reset, docs/protocol.md §1. */
const commands = ['180000', '1a0000', '180001', '160001', '740000'] as const;
/** These can strike while the UKey works, not only while a message travels. */
const local: readonly Mishap[] = [
  'bridge killed',
  'driver killed',
  'window closed',
  'UKey pulled',
  'other UKey inserted',
];

export interface Plan {
  readonly mishap: Mishap;
  /** Type of a message, or INS P1 P2 of a command to the UKey. */
  readonly at: string;
  readonly moment: Moment;
  readonly isCommand: boolean;
  /** Whether the second try types another PIN than the first. */
  readonly isOtherPin: boolean;
}

export function draw(dice: Dice): Plan {
  const mishap = dice.pick(mishaps);
  const isCommand = local.includes(mishap) && dice.roll(2) === 1;
  return {
    mishap,
    at: isCommand ? dice.pick(commands) : dice.pick(messages),
    moment: dice.pick(['before', 'after']),
    isCommand,
    isOtherPin: dice.roll(4) === 0,
  };
}

export const tell = ({ mishap, moment, at, isOtherPin }: Plan): string =>
  `${mishap}${mishap === 'nothing' ? '' : ` ${moment} ${at}`}${isOtherPin ? ', another PIN next' : ''}`;
