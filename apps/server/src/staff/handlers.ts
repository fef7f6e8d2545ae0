import type { Handler } from '../operation.ts';
import { addPasskey } from './addPasskey.ts';
import { askNewPasskey } from './askNewPasskey.ts';
import { askPasskey } from './askPasskey.ts';
import { askTotp } from './askTotp.ts';
import { changePassword } from './changePassword.ts';
import { changePolicy } from './changePolicy.ts';
import { endOtherSessions } from './endOtherSessions.ts';
import { enrol } from './enrol.ts';
import { factors } from './factors.ts';
import { grantRoles } from './grantRoles.ts';
import { hire } from './hire.ts';
import { list } from './list.ts';
import { logIn } from './logIn.ts';
import { logInByPasskey } from './logInByPasskey.ts';
import { logOut } from './logOut.ts';
import { me } from './me.ts';
import { openInvitation } from './openInvitation.ts';
import { policyNow } from './policyNow.ts';
import { removePasskey } from './removePasskey.ts';
import { removeTotp } from './removeTotp.ts';
import { resetFactors } from './resetFactors.ts';
import { sessions } from './sessions.ts';
import { setDisabled } from './setDisabled.ts';
import { setMobile } from './setMobile.ts';
import { setTotp } from './setTotp.ts';
import { settleProposal } from './settleProposal.ts';
import { stepUp } from './stepUp.ts';

export const handlers: readonly Handler[] = [
  logIn,
  askPasskey,
  logInByPasskey,
  openInvitation,
  enrol,
  stepUp,
  logOut,
  me,
  sessions,
  endOtherSessions,
  changePassword,
  factors,
  askNewPasskey,
  addPasskey,
  removePasskey,
  askTotp,
  setTotp,
  removeTotp,
  list,
  hire,
  setMobile,
  grantRoles,
  resetFactors,
  settleProposal,
  setDisabled,
  policyNow,
  changePolicy,
];
