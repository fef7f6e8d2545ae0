import type { Words } from './words.ts';

export const en: Words = {
  lang: 'en',
  title: 'Certificate Bridge',
  otherLanguage: '中文',
  promise: 'The new PIN goes to the bridge on this computer only; the website never sees it.',
  connecting: 'Connecting…',
  facts: {
    portal: 'Website',
    ca: 'Issued by',
    account: 'Account',
    order: 'Order',
    subscriber: 'Customer',
    serial: 'UKey serial',
  },
  read: {
    heading: 'This website wants to read your UKey',
    explain:
      'It reads the certificates, the serial number and the tries left, and changes nothing. Check that the account below is your own.',
    allow: 'Allow reading',
    cancel: 'Cancel',
    done: 'Reading done',
    count: (ukeys) =>
      ukeys === 0
        ? 'No UKey was found. Plug it in and read again on the page.'
        : `${ukeys === 1 ? 'One UKey was' : `${ukeys} UKeys were`} read. Please continue on the page.`,
  },
  pin: {
    heading: 'Choose a new UKey PIN',
    check: 'Check what is shown below, then type the new PIN.',
    first: 'New PIN',
    second: 'New PIN again',
    reset: 'Reset',
    cancel: 'Cancel',
    rule: (min, max) =>
      `${min} to ${max} letters, digits or symbols. No runs, repeats, birthdays, or the end of a phone or ID number.`,
  },
  working: { heading: 'Working', keepIn: 'Please leave the UKey plugged in and this window open.' },
  steps: {
    reading: 'Read the UKey',
    authorising: 'Get the issuer’s authorisation',
    unblocking: 'Unblock the UKey',
    changing: 'Set the new PIN',
    proving: 'Confirm by a signature',
  },
  done: {
    heading: 'Done',
    explain: 'The new PIN is in force and the certificate is unchanged. Please remember the new PIN.',
    signed: 'What the UKey signed',
    mayClose: 'You may close this window.',
  },
  failed: {
    heading: 'Not completed',
    pull: 'Please pull the UKey out.',
    retry: 'Starting again needs no new review and no new payment.',
    support: 'Please contact support.',
  },
  faults: {
    differ: 'The two PINs differ. Please type them again.',
    too_short: 'The PIN is too short.',
    too_long: 'The PIN is too long.',
    alphabet: 'Use letters, digits and symbols only, without spaces.',
    repeat: 'The PIN repeats itself and is easily guessed. Please choose another.',
    run: 'The PIN contains a run of digits, letters or keys and is easily guessed. Please choose another.',
    date: 'The PIN looks like a date and is easily guessed. Please choose another.',
    common: 'This PIN is too common. Please choose another.',
    personal: 'The PIN contains the end of your phone, ID or credit code number. Please choose another.',
  },
  failures: {
    ukey_missing: { what: 'No UKey was found.', todo: 'Plug it in and start again on the page.' },
    ukey_differs: {
      what: 'This is not the UKey of the order.',
      todo: 'Compare the serial number and plug in only the UKey of the order.',
    },
    certificate_differs: {
      what: 'The certificate in the UKey is not the one of the order. The UKey was not changed.',
      todo: 'Please contact support to check the certificate.',
    },
    ukey_removed: { what: 'The UKey was pulled out meanwhile.', todo: 'Plug it in again and start again on the page.' },
    ukey_busy: {
      what: 'Another program is using the UKey.',
      todo: 'Close the programs that use it, then start again on the page.',
    },
    user_tries_low: {
      what: 'Too few PIN tries are left, so it was stopped before the UKey could lock.',
      todo: 'Do not try PINs any more, and contact support.',
    },
    admin_tries_low: {
      what: 'Too few admin tries are left, so it was stopped to protect the UKey.',
      todo: 'Please contact support.',
    },
    admin_secret_wrong: {
      what: 'The UKey did not accept the issuer’s authorisation. It was stopped and will not be tried again.',
      todo: 'Staff will look into it; please contact support.',
    },
    admin_locked: {
      what: 'The admin PIN of the UKey is locked; it cannot be reset online.',
      todo: 'Please contact support about a visit.',
    },
    mac_refused: {
      what: 'The UKey did not accept the command. The PIN was not changed.',
      todo: 'Plug the UKey in again and start again on the page.',
    },
    challenge_stale: {
      what: 'It took too long and the authorisation was dropped.',
      todo: 'Check the network and start again on the page.',
    },
    pin_refused: { what: 'The UKey did not accept this PIN.', todo: 'Choose another PIN and start again on the page.' },
    new_pin_not_accepted: {
      what: 'The new PIN did not pass the UKey’s check.',
      todo: 'Start again on the page and set the new PIN once more.',
    },
    not_signed: {
      what: 'The new PIN is set, but the UKey did not confirm it by a signature.',
      todo: 'Leave the UKey plugged in and finish on the page.',
    },
    proof_wrong: { what: 'The UKey’s signature did not pass the check.', todo: 'Keep the UKey and contact support.' },
    answer_refused: {
      what: 'The website’s answer did not pass the bridge’s checks. It was stopped.',
      todo: 'Start again on the page; if that does not help, contact support.',
    },
    time_out: {
      what: 'It took too long and was stopped.',
      todo: 'Check the UKey and the network, then start again on the page.',
    },
    cancelled: { what: 'Cancelled.', todo: 'You can start again on the page when you wish.' },
    ukey_fault: {
      what: 'The UKey did not answer as it should.',
      todo: 'Pull it out, use another USB port, and start again on the page.',
    },
  },
  troubles: {
    code_missing: {
      what: 'This window cannot be opened on its own.',
      todo: 'Close it and click the button on the page again.',
    },
    peer: {
      what: 'The bridge is run by another user of this computer.',
      todo: 'Log in to the system as yourself and start the bridge.',
    },
    origin: {
      what: 'The request did not come from this window and was refused.',
      todo: 'Close this window and open it again from the page.',
    },
    ended: { what: 'This window was open too long and has ended.', todo: 'Close it and start again on the page.' },
    superseded: {
      what: 'This reset goes on in another window.',
      todo: 'Close this window and use the one that was opened last.',
    },
    used: { what: 'This window was used before.', todo: 'Close it and open it again from the page.' },
    busy: { what: 'The step before has not finished.', todo: 'Wait a moment and start again on the page.' },
    full: { what: 'Too many windows are open.', todo: 'Close the other bridge windows and try again in a minute.' },
    ticket_refused: {
      what: 'The ticket did not pass the bridge’s checks, or has expired. It was stopped.',
      todo: 'Close this window and start again on the page; if that does not help, contact support.',
    },
    fault: {
      what: 'The bridge met an error and stopped.',
      todo: 'Plug the UKey in again and start again on the page.',
    },
    bridge_gone: {
      what: 'The bridge does not answer.',
      todo: 'Pull the UKey out, start the bridge again, then start again on the page.',
    },
    portal_gone: { what: 'The website cannot be reached.', todo: 'Check the network and start again on the page.' },
    portal_unknown: {
      what: 'The pairing code is invalid or has expired, or the bridge on this computer does not trust this website.',
      todo: 'Click again on the page; if that does not help, contact support.',
    },
  },
};
