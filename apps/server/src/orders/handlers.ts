import type { Handler } from '../operation.ts';
import { cancel } from './cancel.ts';
import { close } from './close.ts';
import { evidence } from './evidence.ts';
import { evidenceCopy } from './evidenceCopy.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { payment } from './payment.ts';
import { receipt } from './receipt.ts';
import { restoreAuthorisations } from './restoreAuthorisations.ts';
import { resubmit } from './resubmit.ts';
import { search } from './search.ts';
import { submit } from './submit.ts';
import { withdraw } from './withdraw.ts';

export const handlers: readonly Handler[] = [
  submit,
  list,
  get,
  cancel,
  resubmit,
  evidence,
  receipt,
  payment,
  search,
  withdraw,
  close,
  restoreAuthorisations,
  evidenceCopy,
];
