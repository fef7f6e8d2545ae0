/** One way to reach UKeys. Implementations: `virtual` (socket to the sim's cards), `pcsc` (koffi onto pcscd, winscard, the macOS framework). */
export interface Driver {
  readonly name: 'virtual' | 'pcsc';
  /** The slots that hold a card now; empty when there is none or the middleware is not running (`reason` then says which). */
  list(): Promise<{ readonly slots: readonly Slot[]; readonly reason?: 'service_not_running' | 'library_missing' }>;
  close(): Promise<void>;
}

export interface Slot {
  /** Stable while the card stays in. */
  readonly id: string;
  readonly atr: Uint8Array;
  /** Takes the card exclusively (SCARD_SHARE_EXCLUSIVE plus a transaction). @throws DriverFault */
  connect(): Promise<Channel>;
}

export interface Channel {
  /** Sends one command APDU, gives data‖SW. @throws DriverFault `removed` when the card went away, `busy`, `time_out`, `fault`. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  /** Gives the card back, reset, so that no log-in survives. Never throws. */
  disconnect(): Promise<void>;
}

export class DriverFault extends Error {
  readonly code: 'removed' | 'busy' | 'time_out' | 'fault';
  constructor(code: DriverFault['code'], inside?: string) {
    super(inside ?? code);
    this.name = 'DriverFault';
    this.code = code;
  }
}
