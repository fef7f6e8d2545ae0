import type { Tries } from '@jiesuo/ceremony';

export type DriverName = 'virtual' | 'pcsc' | 'skf' | 'pkcs11';
export type Method = 'gmt0017' | 'challenge_response' | 'trusted_bridge';

/**
 * One way to reach UKeys. Runs in a child process of its own, so everything here is data and promises: nothing is shared with the bridge.
 * `virtual`: a socket to the sim's cards; `pcsc`: pcscd, winscard, the macOS framework; `skf`: GM/T 0016 libraries; `pkcs11`: PKCS#11 modules.
 */
export interface Driver {
  readonly name: DriverName;
  /** What is plugged in now, quickly and without touching what a PIN protects. Never throws. */
  list(): Promise<Listing>;
  /**
   * Takes the UKey exclusively until `release`: SCARD_SHARE_EXCLUSIVE and a transaction, SKF_LockDev, the only PKCS#11 session.
   * @param slot `Slot.id` of the last list. @throws DriverFault
   */
  connect(slot: string): Promise<Ukey>;
  /** Resolves when something was plugged in or pulled, at the latest after `waitMs`. A driver that cannot tell waits that long. */
  change(waitMs: number): Promise<void>;
  /** Gives every UKey back. Never throws. */
  close(): Promise<void>;
}

export interface Listing {
  readonly slots: readonly Slot[];
  /** Why there may be fewer slots than UKeys. */
  readonly conditions: readonly DriverCondition[];
}
export interface DriverCondition {
  readonly code:
    | 'service_not_running'
    | 'library_missing'
    | 'library_refused'
    | 'library_wrong_bitness'
    | 'driver_crashed'
    | 'driver_hangs'
    | 'vendor_error';
  /** Which library, or the vendor's own code as `0x…`; nothing personal. */
  readonly detail?: string;
}
export interface Slot {
  /** Stable while the UKey stays in; names the driver too. */
  readonly id: string;
  /** Id of the UKey model that recognised it, or undefined for one that no model claims. */
  readonly model?: string;
  /** What the middleware calls it; for a report, never a decision. */
  readonly name: string;
  /** Answer to reset, lower-case hex, where there is one. */
  readonly atr?: string;
}

export interface Certificate {
  readonly use: 'sign' | 'encrypt';
  readonly der: Buffer;
  /** Names the private key to `sign`; opaque. */
  readonly key: string;
}
export interface UkeyFacts {
  readonly serial: string;
  readonly label: string;
  readonly maker: string;
  readonly model: string;
  readonly certificates: readonly Certificate[];
  /** What this driver can do with this UKey: a claim, the server does not choose by it. */
  readonly methods: readonly Method[];
}

/** What became of a PIN that was tried. `refused`: by the UKey's own rule of length or alphabet, no try was spent. */
export type PinOutcome = 'right' | 'wrong' | 'locked' | 'refused';

/**
 * An open UKey. Commands run one at a time; it keeps itself awake while it is held (Windows resets an idle card after 5 s).
 * PINs and secrets come as Buffers; whoever receives one wipes it. Every method @throws DriverFault.
 */
export interface Ukey {
  readonly facts: UkeyFacts;
  /** Null where the driver cannot tell. */
  tries(): Promise<{ readonly user: Tries; readonly admin: Tries }>;
  verifyPin(pin: Buffer): Promise<PinOutcome>;
  /** Of the user PIN, by whoever knows it. Spends a try when `oldPin` is wrong. */
  changePin(oldPin: Buffer, newPin: Buffer): Promise<PinOutcome>;
  /** Signs the 32-byte M with the key of one certificate; needs a verified PIN. SM2 over e = SM3(Z‖M), ECDSA-SHA256 (r‖s) or RSA PKCS#1 v1.5 SHA-256 over M. */
  sign(key: string, message: Buffer): Promise<Signature>;
  /** ClearSecureState, then disconnect with reset. Never throws. */
  release(): Promise<void>;

  /** `gmt0017`, `challenge_response`: a fresh challenge of the UKey. `host`: the server's own challenge, for mutual authentication. */
  takeChallenge?(host: Buffer): Promise<{ readonly appId: string; readonly challenge: string }>;
  /** `gmt0017`, `challenge_response`: sends a command that the server built and the bridge's machine let pass. */
  exchange?(apdu: Buffer): Promise<{ readonly sw: string; readonly data: Buffer }>;
  /** `challenge_response`: RESET RETRY COUNTER after the server's answer was accepted. */
  setPin?(newPin: Buffer): Promise<PinOutcome>;
  /** `trusted_bridge`: one admin attempt with `secret`. `wrong` and `locked` speak of the admin secret. */
  unblock?(secret: Buffer, newPin: Buffer): Promise<PinOutcome>;
  /** `trusted_bridge`: the UKey's admin secret becomes `next`. */
  rotate?(secret: Buffer, next: Buffer): Promise<PinOutcome>;
}
export interface Signature {
  readonly algorithm: 'sm2-sm3' | 'rsa-sha256' | 'ecdsa-sha256';
  readonly signature: Buffer;
}
