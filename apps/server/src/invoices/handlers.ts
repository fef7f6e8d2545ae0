import type { Handler } from '../operation.ts';
import { ask } from './ask.ts';
import { download } from './download.ts';
import { exportRequests } from './export.ts';
import { file } from './file.ts';
import { importSheet } from './import.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';
import { redLetter } from './redLetter.ts';
import { reject } from './reject.ts';
import { requireRed } from './requireRed.ts';
import { sheet } from './sheet.ts';
import { show } from './show.ts';
import { upload } from './upload.ts';
import { withdraw } from './withdraw.ts';

export const handlers: readonly Handler[] = [
  show,
  ask,
  withdraw,
  download,
  list,
  inspect,
  reject,
  exportRequests,
  sheet,
  importSheet,
  upload,
  requireRed,
  redLetter,
  file,
];
