import { type FailureCode, failureCodes } from '@jiesuo/ceremony/messages';

export { type FailureCode, failureCodes };

/** A timeline's note is a failure code or a person's own words. */
export const isFailureCode = (note: string): note is FailureCode => (failureCodes as readonly string[]).includes(note);
