import type { Faults } from '../faults/order.ts';
import type { Keys } from '../keys/keys.ts';
import type { Phones } from './phones.ts';
import type { ReportAddresses } from './reports.ts';

/** What the providers of messages work with. */
export interface MessageParts {
  readonly phones: Phones;
  readonly reports: ReportAddresses;
  readonly faults: Faults;
  readonly keys: Keys;
}
