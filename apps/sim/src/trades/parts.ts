import type { Cashier } from '../cashier/cashier.ts';
import type { Faults } from '../faults/order.ts';
import type { Keys } from '../keys/keys.ts';
import type { Notices } from '../notices/notices.ts';
import type { Book } from './book.ts';
import type { Refunds } from './refunds.ts';

/** What every call of the gateway works with. */
export interface Parts {
  readonly book: Book;
  readonly refunds: Refunds;
  readonly faults: Faults;
  readonly keys: Keys;
  readonly notices: Notices;
  readonly cashier: Cashier;
  /** Of the sim, as a browser reaches it. */
  readonly origin: () => string;
}
