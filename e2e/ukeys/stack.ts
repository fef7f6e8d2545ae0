import type { Pcscd } from '../faults/pcscd.ts';
import type { Programs } from '../faults/programs.ts';

/** Where a stack's UKey is when it is made ready. */
export interface Ready {
  readonly serial: string;
  /** The bridge's configuration for this stack. */
  readonly bridge: Readonly<Record<string, unknown>>;
  /** The UKey is put where the bridge finds it, and taken away again. */
  plug(): Promise<void>;
  unplug(): Promise<void>;
  /** The key custodian must grant this method first; undefined where the model's record suffices. */
  readonly granted?: 'trusted_bridge';
  /** Somebody else's eyes on the outcome. @returns who says so. @throws Error when the UKey does not work with this PIN. */
  witness(pin: string): Promise<string>;
}

export interface Ground {
  readonly programs: Programs;
  /** Started when the first stack needs it. */
  pcscd(): Promise<Pcscd>;
  /** A folder that is gone afterwards. */
  readonly folder: string;
}

/** One way from the bridge to a UKey. */
export interface Stack {
  readonly name: string;
  /** What the machine lacks for it; nothing when it can be tried. */
  missing(): readonly string[];
  /** 8 characters where the card takes no more. */
  readonly pin: string;
  /** Its admin secret is on the computer afterwards, so nobody else may have this UKey before it is renewed. */
  readonly isUsedUp?: true;
  prepare(ground: Ground): Promise<Ready>;
}
