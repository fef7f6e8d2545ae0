/** Holds each UKey's admin secret. What it gives out are answers for one card, never the secret. */
export interface Vault {
  /** Seals an admin PIN for the registry. `place` is the admin_secrets row's id. */
  seal(place: string, adminPin: string): string;
  /** Keyed digest for equality: two UKeys with the same secret have the same digest. */
  digest(adminPin: string): string;
  /** Runs `use` with the secret's bytes, wipes them afterwards, and gives back what `use` gave. */
  withSecret<T>(place: string, sealed: string, use: (adminPin: Buffer) => T): T;
}
