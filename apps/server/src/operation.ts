import type { Readable } from 'node:stream';
import type { Language, Operation, Output, Parsed, StaffRole } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import type { Integrator } from '@jiesuo/contract/integrator';
import type { Portal } from '@jiesuo/contract/portal';
import type { FoundKey } from './apiKeys/find.ts';
import type { Leaf } from './audit/leaf.ts';
import type { Context, Trx } from './context.ts';

export type OperationName = keyof Portal | keyof Console | keyof Integrator;
type Contract<N extends OperationName> = N extends keyof Portal
  ? Portal[N]
  : N extends keyof Console
    ? Console[N]
    : N extends keyof Integrator
      ? Integrator[N]
      : never;

export type Who =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'customer'; readonly accountId: string; readonly sessionId: string }
  | {
      readonly kind: 'staff';
      readonly staffId: string;
      readonly name: string;
      readonly roles: readonly StaffRole[];
      readonly sessionId: string;
    }
  /** A program with an API key; its scopes were judged already. */
  | { readonly kind: 'integrator'; readonly keyId: string; readonly key: FoundKey };
type Customer = Extract<Who, { kind: 'customer' }>;
type Staff = Extract<Who, { kind: 'staff' }>;
type Integrating = Extract<Who, { kind: 'integrator' }>;
/** The roles in the contract decide whom the handler sees: no handler has to ask again. */
type WhoOf<O extends Operation> = 'anyone' extends O['roles'][number]
  ? Who
  : 'bridge' extends O['roles'][number]
    ? Who
    : 'customer' extends O['roles'][number]
      ? Customer
      : 'integrator' extends O['roles'][number]
        ? Integrating
        : Staff;

export interface FileAnswer {
  readonly mediaType: string;
  readonly body: Buffer | Readable;
  /** Given when the browser should save it: the suggested name (RFC 6266). */
  readonly saveAs?: string;
}

/** What a handler is given beside its input. */
export interface Act<W extends Who = Who> {
  readonly ctx: Context;
  readonly who: W;
  readonly now: Date;
  readonly language: Language;
  readonly requestId: string;
  /** The caller's network address and what it calls itself: for slow-downs and the list of devices. */
  readonly address: string;
  readonly device: string;
  /** The file of an `upload`, already within `maxBytes`. */
  readonly body: Buffer;
  /**
   * One transaction with its audit leaf. `leaf` must be called once before it ends, else the transaction is rolled back: no act without its leaf.
   * Inside: lock, read, judge, write, in that order; await nothing but the database (the embedded one has a single session).
   */
  write<T>(run: (trx: Trx, leaf: (entry: Leaf) => void) => Promise<T>): Promise<T>;
  /** Starts, or ends, the caller's session cookie on this answer. */
  readonly cookie: { set(token: string, expiresAt: Date): void; clear(): void };
  /** What this browser was given to be known by, whoever is logged in; worth nothing by itself. */
  readonly browser: { readonly token: string | undefined; keep(token: string, until: Date): void };
}

export interface Handler<N extends OperationName = OperationName> {
  readonly name: N;
  readonly run: (input: never, act: never) => Promise<unknown>;
}

/** Binds an operation of the contract to what it does; input is already decoded, the answer is checked against the contract. */
export const handle = <N extends OperationName>(
  name: N,
  run: (
    input: Parsed<Contract<N>>,
    act: Act<WhoOf<Contract<N>>>,
  ) => Promise<Contract<N>['kind'] extends 'file' ? FileAnswer : Output<Contract<N>>>,
): Handler<N> => ({ name, run });
