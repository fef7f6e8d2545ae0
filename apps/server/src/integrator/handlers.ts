import type { Handler } from '../operation.ts';
import { orders as figuresOfOrders } from './figures/orders.ts';
import { show } from './keys/show.ts';
import { applicant } from './orders/applicant.ts';
import { evidence } from './orders/evidence.ts';
import { get } from './orders/get.ts';
import { list } from './orders/list.ts';
import { get as getUkey } from './ukeys/get.ts';
import { list as listUkeys } from './ukeys/list.ts';
import { setStatus } from './ukeys/setStatus.ts';
import { upsert } from './ukeys/upsert.ts';

export const handlers: readonly Handler[] = [
  show,
  list,
  get,
  applicant,
  evidence,
  listUkeys,
  getUkey,
  upsert,
  setStatus,
  figuresOfOrders,
];
