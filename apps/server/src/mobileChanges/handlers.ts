import type { Handler } from '../operation.ts';
import { ask } from './ask.ts';
import { byCodes } from './byCodes.ts';
import { confirm } from './confirm.ts';
import { decide } from './decide.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';
import { paper } from './paper.ts';
import { sendCode } from './sendCode.ts';
import { show } from './show.ts';
import { uploadPaper } from './uploadPaper.ts';
import { withdraw } from './withdraw.ts';

export const handlers: readonly Handler[] = [
  show,
  sendCode,
  byCodes,
  uploadPaper,
  ask,
  withdraw,
  list,
  inspect,
  paper,
  decide,
  confirm,
];
