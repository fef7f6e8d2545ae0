import { portal } from '@jiesuo/contract/portal';
import { type Faults, faultsOf } from '@jiesuo/ui';

/** Judges a mobile number alone, before a code is asked for. */
export const mobileFaults = (mobile: string): Faults =>
  faultsOf(portal['accounts.sendCode'].input, { mobile, purpose: 'register' });
