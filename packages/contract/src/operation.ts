import type { z } from 'zod';
import type { RefusalCode } from './refusals.ts';
import type { Role } from './roles.ts';
import type { Scope } from './scopes.ts';

/**
 * How an operation travels. `read`: GET, input in the query. `act`: POST, JSON body. `upload`: POST, the body is the file itself, input in the query.
 * `file`: GET, the answer is a file. The URL is always `/api/` + the name.
 */
export type Kind = 'read' | 'act' | 'upload' | 'file';

export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly kind: Kind;
  /** Who may call it; everyone else is refused. `anyone` needs no log-in. */
  readonly roles: readonly Role[];
  /** What an API key needs for it; any key may call an operation for `integrator` that names none. */
  readonly scope?: Scope;
  /** The caller gives an `Idempotency-Key`: the same request again is answered by what the first one did. */
  readonly isOnce?: true;
  readonly summary: string;
  readonly input: I;
  /** The answer's shape; for `file` its content types are listed in `files` and the shape is empty. */
  readonly output: O;
  readonly refusals: readonly RefusalCode[];
  /** Largest body of an `upload`, in bytes. */
  readonly maxBytes?: number;
}

/** Keeps every literal of the operation (kind, roles, name), so that handlers and clients are typed by them. */
export const operation = <const T extends Operation>(o: T): T => o;

export type Operations = Record<string, Operation>;
export type Input<O extends Operation> = z.input<O['input']>;
export type Parsed<O extends Operation> = z.output<O['input']>;
export type Output<O extends Operation> = z.output<O['output']>;
/** What a client gets: a `file` operation's answer is the file itself. */
export type Answer<O extends Operation> = O['kind'] extends 'file' ? Blob : Output<O>;
