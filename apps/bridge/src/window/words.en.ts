import { advicesIn } from './advice.ts';
import { alphabetsEn } from './words.alphabets.ts';
import { changeEn } from './words.change.ts';
import type { Words } from './words.ts';
import { ukeysEn } from './words.ukeys.ts';

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
    native:
      'After you press Reset, this computer shows the bridge’s PIN dialog: type the new PIN there. Only a dialog with your own phrase is the bridge’s.',
    waiting: 'Type the new PIN in the dialog that has opened. If you do not see it, look at the task bar.',
    rule: (min, max, alphabet) =>
      `${min} to ${max} ${alphabetsEn[alphabet]}. No runs, repeats, birthdays, or the end of a phone or ID number.`,
  },
  ukeys: ukeysEn,
  change: changeEn,
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
    digits: 'This UKey takes digits only.',
    alphanumeric: 'This UKey takes letters and digits only, no symbols.',
    default: 'UKeys of this model come with this PIN. Please choose another.',
    repeat: 'The PIN repeats itself and is easily guessed. Please choose another.',
    run: 'The PIN contains a run of digits, letters or keys and is easily guessed. Please choose another.',
    date: 'The PIN looks like a date and is easily guessed. Please choose another.',
    common: 'This PIN is too common. Please choose another.',
    personal: 'The PIN contains the end of your phone, ID or credit code number. Please choose another.',
  },
  diagnoses: advicesIn('en'),
};
