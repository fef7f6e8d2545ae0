import { handle } from '../../operation.ts';
import { changeStatus } from '../../ukeys/setStatus.ts';

export const setStatus = handle('v1.ukeys.setStatus', changeStatus);
