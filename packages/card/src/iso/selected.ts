import { Refusal, status } from '../applet/status.ts';
import type { IsoCommand, IsoSession } from './family.ts';

/** Before SELECT another application would answer, which knows none of these: 6D00. */
export const selected =
  <S, N extends IsoSession & { readonly isSelected: boolean }>(command: IsoCommand<S, N>): IsoCommand<S, N> =>
  (chip, apdu) => {
    if (!chip.session.isSelected) throw new Refusal(status.unknownInstruction);
    return command(chip, apdu);
  };
