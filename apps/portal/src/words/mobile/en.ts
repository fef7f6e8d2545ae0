import type * as zh from './zh.ts';

export const mobile: typeof zh.mobile = {
  lead: 'The mobile number is what you log in with and where codes go. After a change other devices are logged out, and the old number is told.',
  waits: (hours) =>
    `For the safety of the UKey no PIN can be reset for ${hours} hours after the change; meanwhile the holder of the old number can stop it.`,
  openOrders: (count) =>
    `You have ${count} order${count === 1 ? '' : 's'} under way: nothing happens to them, but the reset has to wait until then. If the UKey is urgent, reset it first.`,
  coolingTitle: 'The number was changed',
  cooling: (time) => `For the safety of the UKey the PIN can be reset after ${time}.`,
  current: 'Your number now',
  way: 'Can the old number still receive SMS?',
  byCodes: 'Yes: change it with codes',
  byPaper: 'No: send a paper to staff',
  newMobile: 'New mobile number',
  newCode: 'Code sent to the new number',
  oldCode: 'Code sent to the old number',
  sentTo: (mobile) => `Sent to ${mobile}`,
  password: 'Log-in password',
  change: 'Change the number',
  changed: 'The number was changed.',
  paper: 'Stamped paper',
  paperNote: 'JPEG, PNG or PDF, at most 10 MB',
  paperLead:
    "Please write down the organisation, the contact, the old and the new number and the reason, print it and stamp it with the organisation's seal. One member of staff reviews it and a supervisor confirms.",
  paperThere: (pages) => `Uploaded, ${pages} page${pages === 1 ? '' : 's'}`,
  reason: 'Reason',
  ask: 'Send the request',
  asked: 'The request was sent.',
  request: 'Request for another number',
  from: 'Old number',
  to: 'New number',
  askedAt: 'Asked for',
  state: 'State',
  refusedFor: 'Why it was not approved',
  waiting:
    'The request is being reviewed; an SMS will tell the result. The old number was told, too, and its holder can stop the request.',
  withdraw: 'Withdraw the request',
  withdrawQuestion: 'Withdraw this request?',
  withdrawn: 'The request was withdrawn.',
  last: 'The last one',
};
