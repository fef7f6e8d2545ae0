import { boundsOf } from '@jiesuo/contract';
import { GatewayFault } from './channel.ts';

/** Both gateways promise yesterday's bill at 10:00. */
const readyHour = 10;
/** By then a bill that is still missing is a day without a trade: neither gateway makes an empty one for sure. */
const settledHour = 18;

/** @throws GatewayFault `bill_not_ready` before the gateway can have made it; RangeError when `day` is no day. */
export const assertBillTime = (day: string, now: Date): void => assertNextDay(day, readyHour, now);

/** The gateway has no bill of that day. @throws GatewayFault `bill_not_ready` while it may still be late. */
export const assertBillSettled = (day: string, now: Date): void => assertNextDay(day, settledHour, now);

function assertNextDay(day: string, hour: number, now: Date): void {
  if (now.getTime() < boundsOf(day).to.getTime() + hour * 3_600_000) throw new GatewayFault('bill_not_ready');
}
