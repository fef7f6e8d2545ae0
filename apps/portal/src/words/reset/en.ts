import type * as zh from './zh.ts';

export const reset: typeof zh.reset = {
  title: 'Reset PIN',
  lead: 'Please compare UKey and customer name carefully with what you hold.',
  compare: 'Compare',
  notHere: 'The new PIN is never typed on this site',
  notHereHint:
    "Reset opens the bridge's own window: check again there and type the new PIN twice. Neither this site nor any staff can see it, and nobody will ask you for it.",
  verify: 'Confirm that it is you',
  verifyHint: "The code goes to your account's mobile and is good for this order only.",
  codeSentTo: (mobile) => `The code was sent to ${mobile}.`,
  go: 'Reset',
  progress: 'Progress',
  states: {
    waiting: 'Waiting for the bridge',
    paired: 'The bridge is connected; please go on in its window',
    opened: "The UKey is connected; please check and type the new PIN in the bridge's window",
    authorised: 'Authorised; the UKey is being unblocked. Please do not unplug it',
    unblocked: 'Unblocked; the new PIN is being set. Please do not unplug the UKey',
    changed: 'The new PIN is set; the UKey is signing the proof',
    unknown: 'Being settled',
    completed: 'Completed',
  },
  stepNames: ['Connect the bridge', 'Compare the UKey', 'Authorise', 'Set the new PIN', 'Proof by the UKey'],
  stepStates: { done: 'done', now: 'now', later: 'later' },
  stop: 'Stop the reset',
  stopped: 'Stopped; the UKey is unharmed.',
  failedTitle: 'The reset did not succeed',
  again: 'You can get a new code and try again.',
  notReady: 'This order cannot be reset right now.',
  authorisationsLeft: (count) => `${count} authorisations are left for this approval.`,
  doneTitle: 'Done',
  doneLead: 'The PIN was reset. Certificate and keys in the UKey are unchanged; use the UKey with the new PIN.',
  doneTips: [
    'Remember the new PIN, tell nobody, and do not write it on the UKey.',
    'It is a good idea to log in to your bidding or signing system once now.',
  ],
};

export const pairing: typeof zh.pairing = {
  opening: "Opening the bridge's window…",
  waiting: 'Waiting for the bridge…',
  paired: 'The bridge is connected. Please click Allow in its window.',
  silentLead: 'Possible causes:',
  startBridge: 'Start the bridge',
  byLink: "Without the window, in the system's own dialogs",
  byExtension: 'By the browser extension',
  silentStill: 'Still waiting; it goes on by itself as soon as the bridge runs.',
  done: 'Read',
  stop: 'Stop waiting',
};

export const report: typeof zh.report = {
  copy: 'Copy the diagnostic report',
  copied: 'Copied. Paste it into a message to support.',
  copyFailed: 'It could not be copied. Please select the text below and copy it.',
  hint: 'It holds no names, ID numbers, UKey serial numbers or PINs.',
  more: 'The window of the bridge says which of these it is. Its report, without personal data, can be copied there and sent to support.',
};
