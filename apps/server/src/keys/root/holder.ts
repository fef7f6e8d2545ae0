import type { RootWrapsTable } from '../../db/schema/vault.ts';

export type Wrapping = RootWrapsTable['wrapped_by'];

/** A place outside the database that holds wrapping keys: a key file, the environment, an HSM. */
export interface Holder {
  readonly kind: Wrapping;
  /** Wraps with one of its keys. @throws {StartFault} when it has no such key. @throws {HsmAway} */
  wrap(wrappingKey: string, root: Buffer): Promise<string>;
  /** @returns undefined when it has no such key. @throws Error when the wrap was changed. @throws {HsmAway} */
  unwrap(wrappingKey: string, wrapped: string): Promise<Buffer | undefined>;
  /** Its keys, the newest first. @throws {HsmAway} */
  keys(): Promise<readonly string[]>;
  /** Makes a key and keeps it durably, beside those it has. @throws {StartFault} where none can be made. @throws {HsmAway} */
  make(): Promise<string>;
  /** Forgets retired keys where it keeps them itself; the last key stays. An HSM keeps its own. */
  drop?(wrappingKeys: readonly string[]): void;
  close(): void;
}

/** What stands behind every wrap's head: a wrap says what it is, and opens as nothing else. */
export const wrapPlace = 'root_wraps:root key 1';

export const rootBytes = 32;
