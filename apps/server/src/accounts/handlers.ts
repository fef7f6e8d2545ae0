import type { Handler } from '../operation.ts';
import { changePassword } from './changePassword.ts';
import { confirmMail } from './confirmMail.ts';
import { consents } from './consents.ts';
import { edit } from './edit.ts';
import { endOtherSessions } from './endOtherSessions.ts';
import { endSession } from './endSession.ts';
import { exportData } from './export/exportData.ts';
import { logIn } from './logIn.ts';
import { logOut } from './logOut.ts';
import { me } from './me.ts';
import { register } from './register.ts';
import { removal } from './removal.ts';
import { remove } from './remove.ts';
import { resetPassword } from './resetPassword.ts';
import { sendCode } from './sendCode.ts';
import { sendMailCode } from './sendMailCode.ts';
import { sessions } from './sessions.ts';
import { stopMail } from './stopMail.ts';

export const handlers: readonly Handler[] = [
  sendCode,
  register,
  logIn,
  logOut,
  resetPassword,
  changePassword,
  me,
  edit,
  sessions,
  endSession,
  endOtherSessions,
  consents,
  exportData,
  removal,
  remove,
  sendMailCode,
  confirmMail,
  stopMail,
];
