import type * as zh from './zh.ts';

export const code: typeof zh.code = {
  checking: 'Security check under way, one moment…',
  sent: 'The code was sent. Please look at your messages.',
  wait: (seconds) => `New code in ${seconds} s`,
  retryAfter: (seconds) => ` (possible again in ${seconds} s)`,
};

export const consent: typeof zh.consent = {
  missing: 'Please read and accept the terms first.',
  terms: 'Terms of service',
  privacy: 'Privacy policy',
  id_card: 'Consent to the processing of the ID card',
  agree: 'I have read and accept the',
  agreeAgain: 'The texts have changed. I have read and accept',
  agreeIdCard: "I agree that the image of the representative's ID card is collected, checked and kept for this order",
  and: 'and the',
  read: (name) => `Read: ${name}`,
  title: (name) => name,
  version: (version) => `Version ${version}`,
};

export const entry: typeof zh.entry = {
  stop: {
    title: 'Stop a reset',
    lead: "Somebody has applied to reset the PIN of your organisation's UKey, or wants another mobile number for your account. If it was not you, stop it here. Please ask your own colleagues first.",
    code: 'Stop code',
    hint: '12 characters, from the SMS or the e-mail.',
    malformed: 'A stop code has 12 letters and digits.',
    confirm: 'It was not us: stop it',
    done: (tail: string) => `The order ending in ${tail} was stopped.`,
    doneMobile: 'The change of number was stopped.',
    doneMobileNext: (hotline: string) =>
      `The account keeps its old number, and every device was logged out. Please set a new password with the old number under Forgotten password${hotline && `, and call ${hotline} if in doubt`}.`,
    doneNext: (hotline: string) =>
      `The UKey will not be reset by this order. Please call support${hotline && ` (${hotline})`} soon and check that the UKey is in your hands.`,
  },
  pitch: 'PIN forgotten or locked?\nReset it from your desk',
  promises: [
    'The new PIN is typed on your own computer only; nobody else can see it',
    'Certificate and keys stay as they are; bidding and signing go on as before',
    'Checked before you pay: what cannot succeed costs nothing',
  ],
  logInTitle: 'Log in',
  registerTitle: 'Register',
  forgotTitle: 'Forgotten password',
  forgot: 'Forgotten password?',
  haveAccount: 'I have an account',
  backToLogIn: 'Back to log-in',
  passwordHint: '8 to 64 characters; spaces and any script are fine.',
  registerLead: 'Register with a mobile number; you are logged in right away.',
  forgotLead: "Set a new log-in password with an SMS code. It is this site's password, not the PIN of the UKey.",
  resetDone: 'The new password is set. Please log in.',
  expired: 'Your log-in has expired. Please log in again; what you typed is still here.',
};
