import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AnyCard, type AnyCardState, createCard as create, openCardStore, parseAnyCardState } from '@jiesuo/card';

/** What the card's own process of the pcscd lane needs (pcsc/test-lane.ts), for cards of every family that keep their tries on the disk. */
export { attachToVpcd } from '@jiesuo/card';
/** This file, for that process to load. */
export const cardsFile = fileURLToPath(import.meta.url);

export const parseCardState = parseAnyCardState;

export function createCard(state: AnyCardState): AnyCard {
  const [, , file = ''] = process.argv;
  return create(state, { save: openCardStore(dirname(file), parseAnyCardState).save });
}
