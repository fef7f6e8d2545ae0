import type { FaultCode, RefusalCode } from '@jiesuo/contract';

export interface RefusalDetails {
  /** For the log only; never told to the caller and never holding secrets or personal data. */
  readonly inside?: string;
  readonly fields?: readonly { readonly path: string; readonly code: FaultCode }[];
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** What an operation throws to refuse: a word of the contract. Missing and forbidden are both `not_found`. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;
  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(details.inside ?? code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}
