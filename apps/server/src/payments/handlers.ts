import type { Handler } from '../operation.ts';
import { check } from './check.ts';
import { confirm } from './confirm.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';
import { start } from './start.ts';
import { uploadVoucher } from './uploadVoucher.ts';
import { voucher } from './voucher.ts';

export const handlers: readonly Handler[] = [start, check, uploadVoucher, list, inspect, voucher, confirm];
