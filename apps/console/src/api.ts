import {
  type Answer as AnswerOf,
  createClient,
  type Input,
  RefusalError,
  type StaffRole,
  urlOf,
} from '@jiesuo/contract';
import { type Console, console as operations } from '@jiesuo/contract/console';
import { keptLanguage, type Language } from '@jiesuo/ui';
import { queryOptions } from '@tanstack/react-query';

export type Name = keyof Console;
export type Ask<N extends Name> = Input<Console[N]>;
export type Answer<N extends Name> = AnswerOf<Console[N]>;

let language: Language = keptLanguage();
/** Requests, and so refusals, speak the language of the page. */
export const speak = (chosen: Language): void => {
  language = chosen;
};

/** The only way to the server. @throws {RefusalError} */
export const api = createClient(operations, { language: () => language });

/** A read as a query; its key is the operation's name and input. */
export const asked = <N extends Name>(name: N, input: Ask<N>) =>
  queryOptions({ queryKey: [name, input] as const, queryFn: () => api(name, input) });

/** The schema by which the server will judge the input: forms judge by it first. */
export const inputOf = <N extends Name>(name: N): Console[N]['input'] => operations[name].input;

/** Whether one of the duties may call the operation. Only spares a person useless buttons: the server decides. */
export const mayCall = (roles: readonly StaffRole[], name: Name): boolean =>
  operations[name].roles.some((role) => role === 'staff' || (roles as readonly string[]).includes(role));

/** Address of one page of a material as a picture; every view is recorded on the server. */
export const pictureOf = (id: string) => (page: number) => urlOf(operations['reviews.material'], { id, page });

/** Address of one page of an order's bank voucher as a picture; every view is recorded on the server. */
export const voucherOf = (number: string) => (page: number) => urlOf(operations['payments.voucher'], { number, page });

/** Address of one page of the stamped paper of a request for another number; every view is recorded on the server. */
export const paperOf = (id: string) => (page: number) => urlOf(operations['mobileChanges.paper'], { id, page });

export const importMaxBytes = operations['ukeys.import'].maxBytes ?? 0;
/** How large a file the server takes. */
export const maxBytesOf = (name: 'invoices.import' | 'invoices.upload'): number => operations[name].maxBytes;
export const isSessionOver = (error: unknown): boolean =>
  error instanceof RefusalError && error.code === 'log_in_required';
