import { numberOf } from '../payments/number.ts';

const randomLength = 12;

/** `FP`, the day in Asia/Shanghai, 60 random bits: our number of a request. */
export const requestNumber = (now: Date): string => numberOf('FP', now, randomLength);
/** The same with `KP`: one export of requests. */
export const batchNumber = (now: Date): string => numberOf('KP', now, randomLength);
