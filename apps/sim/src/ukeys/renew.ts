import { randomBytes } from 'node:crypto';
import { type AnyCardState, randomAdminPin } from '@jiesuo/card';

const PUK_LENGTH = 8;

/** What a counter does with a UKey whose admin secret was on a customer's computer: a fresh one, both counters full, keys and PIN as they are. */
export function renewed(state: AnyCardState): { readonly state: AnyCardState; readonly secret: string } {
  const full = { userTriesLeft: state.userTriesMax, adminTriesLeft: state.adminTriesMax };
  if (state.family === 'piv' && state.unblockedBy === 'puk') {
    const puk = randomAdminPin().slice(0, PUK_LENGTH);
    return { state: { ...state, ...full, puk }, secret: puk };
  }
  if (state.family !== undefined) {
    const adminKey = randomBytes(state.adminKey.length / 2).toString('hex');
    return { state: { ...state, ...full, adminKey }, secret: adminKey };
  }
  const adminPin = randomAdminPin();
  return { state: { ...state, ...full, adminPin }, secret: adminPin };
}
