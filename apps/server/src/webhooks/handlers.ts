import type { Handler } from '../operation.ts';
import { add, addByKey } from './add.ts';
import { change, changeByKey } from './change.ts';
import { deliveries, deliveriesByKey } from './deliveries.ts';
import { list, listByKey } from './list.ts';
import { remove, removeByKey } from './remove.ts';
import { resend, resendByKey } from './resend.ts';
import { rotate, rotateByKey } from './rotate.ts';
import { test, testByKey } from './test.ts';

export const handlers: readonly Handler[] = [
  list,
  listByKey,
  add,
  addByKey,
  change,
  changeByKey,
  remove,
  removeByKey,
  rotate,
  rotateByKey,
  test,
  testByKey,
  deliveries,
  deliveriesByKey,
  resend,
  resendByKey,
];
