import { GatewayFault } from './channel.ts';
import { nextDayAt } from './shanghai.ts';

/** Both gateways promise yesterday's bill at 10:00. */
const readyHour = 10;
/** By then a bill that is still missing is a day without a trade: neither gateway makes an empty one for sure. */
const settledHour = 18;

/** @throws GatewayFault `bill_not_ready` before the gateway can have made it; RangeError when `day` is no day. */
export function assertBillTime(day: string, now: Date): void {
  if (now < nextDayAt(day, readyHour)) throw new GatewayFault('bill_not_ready');
}

/** The gateway has no bill of that day. @throws GatewayFault `bill_not_ready` while it may still be late. */
export function assertBillSettled(day: string, now: Date): void {
  if (now < nextDayAt(day, settledHour)) throw new GatewayFault('bill_not_ready');
}
