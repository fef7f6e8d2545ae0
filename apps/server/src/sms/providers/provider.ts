import type { AttemptOutcome, MessageProvider } from '@jiesuo/contract/console';

/** What a provider is to send. `id` is ours and the same at every try. */
export interface Message {
  readonly id: string;
  /** A mobile number of mainland China, 11 digits; for `mail` an address. */
  readonly to: string;
  readonly template: string;
  /** As the text shows them: an order's number is already cut to its last six characters. */
  readonly variables: Readonly<Record<string, string>>;
  /** The whole text with its signature, for providers that take text. */
  readonly text: string;
  /** Of `mail`. */
  readonly subject?: string;
}

export type Refused = Exclude<AttemptOutcome, 'accepted' | 'unknown'>;

/** How one try ended. `code` is the provider's own or ours, never data of a person. */
export type Outcome =
  | { readonly is: 'accepted'; readonly providerId: string | null }
  /**
   * Not taken, for sure. `retry`: trouble that passes; `wait`: this number had enough for now; `permanent`: this message never;
   * `alarm`: the provider refuses us, whatever the message.
   */
  | { readonly is: Refused; readonly code: string; readonly waitSeconds?: number }
  /** The answer was lost after the message had gone out: it may have been taken. */
  | { readonly is: 'unknown'; readonly code: string };

/** One report on one message, as a provider claims it; nobody signs it. */
export interface Receipt {
  readonly providerId: string;
  readonly to: string;
  readonly isDelivered: boolean;
  readonly code: string | null;
}

/** A way by which messages leave. Numbers and texts never stand in an address, an error or a log. */
export interface Provider {
  readonly name: MessageProvider;
  /** The same id is taken once however often it is sent: a lost answer may then simply be asked for again. */
  readonly isIdempotent: boolean;
  /** Ends within 15 s and does not throw for what a provider or a network may do. */
  send(message: Message, now: Date): Promise<Outcome>;
  /** Of a provider with a lasting line: makes it anew where there is none. @returns how that ended, as for a message. */
  connect?(): Promise<Outcome>;
  /** Whether a message whose answer was lost was taken, asked by our id; undefined while the provider cannot tell. */
  find?(
    message: Pick<Message, 'id' | 'to'>,
    sentAt: Date,
    now: Date,
  ): Promise<{ providerId: string } | 'absent' | undefined>;
  /** Reads reports that were posted to us. @throws Error when they are malformed. */
  hear?(posted: unknown): readonly Receipt[];
  /** What the provider wants to read after its reports were taken. */
  readonly thanks?: Readonly<Record<string, unknown>>;
}

/** The first entry whose prefix or whole code fits decides; what no entry names passes by itself, perhaps. */
export type CodeTable = readonly (readonly [pattern: RegExp, outcome: Refused])[];

export const classOf = (table: CodeTable, code: string): Refused =>
  table.find(([pattern]) => pattern.test(code))?.[1] ?? 'retry';

/** Codes come from outside and go into our tables. */
export const plainCode = (code: unknown): string =>
  typeof code === 'string' && /^[\w.:-]{1,100}$/.test(code) ? code : 'unreadable_code';
