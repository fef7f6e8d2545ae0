import type { Transmit } from '@jiesuo/ceremony';
import type { Model } from '@jiesuo/models';
import type { Ukey } from '../ukey.ts';

/** A card held alone: SCARD_SHARE_EXCLUSIVE with a transaction, a socket, SKF_Transmit under SKF_LockDev. */
export interface CardChannel {
  /** Sends one command APDU, gives data‖SW, 2 bytes or more; `openCard` sends them one at a time. @throws {DriverFault} */
  readonly transmit: Transmit;
  /** Gives the card back, reset, so that no log-in survives. Never throws. */
  disconnect(): Promise<void>;
}

/** An opened card without its channel: `openCard` (open.ts) makes a `Ukey` of it. Everything throws CardFault for a status word it cannot go on with. */
export interface OpenCard extends Omit<Ukey, 'release'> {
  /** Drops every log-in. */
  clear(): Promise<void>;
  /** Something harmless, sent each second while nothing else is: no challenge, no counter (Windows resets a card after 5 s idle). */
  stayAwake(): Promise<void>;
}

/**
 * One kind of card, over whatever carries APDUs; `Model.family` names it, families.ts lists it. The model's record tells the dialect
 * (`reset`), PIN rules and quirks.
 */
export interface CardFamily {
  /** Whether this application is on the card. Spends nothing; asked only where several models share an answer to reset. */
  isThere(transmit: Transmit, model: Model): Promise<boolean>;
  /** Reads serial number and certificates, opens what must be open. No log-in, no try spent. */
  open(transmit: Transmit, model: Model): Promise<OpenCard>;
}
