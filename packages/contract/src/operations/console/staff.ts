import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { staffRoles } from '../../roles.ts';

/** What a browser hands over of a credential: base64url, and no longer than any authenticator makes it. */
const bytes = (most: number) =>
  z
    .string('wrong_type')
    .regex(/^[A-Za-z0-9_-]+$/, 'wrong_type')
    .max(most, 'too_long');
const createdPasskey = z.strictObject({
  challenge: f.id,
  id: bytes(1400),
  clientDataJSON: bytes(4096),
  attestationObject: bytes(16_384),
  transports: z.array(z.string('wrong_type').max(20, 'too_long')).max(8, 'too_long'),
});
const usedPasskey = z.strictObject({
  challenge: f.id,
  id: bytes(1400),
  clientDataJSON: bytes(4096),
  authenticatorData: bytes(4096),
  signature: bytes(2048),
});
export type CreatedPasskey = z.output<typeof createdPasskey>;
export type UsedPasskey = z.output<typeof usedPasskey>;
/** What a page needs to ask for a new passkey. */
const creation = z.strictObject({
  challenge: z.string(),
  challengeId: f.id,
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  /** Credentials that the person has already. */
  exclude: z.array(z.string()),
});
export type PasskeyCreation = z.output<typeof creation>;
const request = z.strictObject({
  challenge: z.string(),
  challengeId: f.id,
  rpId: z.string(),
  /** Empty: whatever the authenticator has for this site. */
  allow: z.array(z.string()),
});
export type PasskeyRequest = z.output<typeof request>;

export const staffPerson = z.strictObject({
  id: f.id,
  name: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(staffRoles)),
});
/** The person's own facts: what the page needs to warn in time and to ask for a factor. */
const self = z.strictObject({
  ...staffPerson.shape,
  hasTotp: z.boolean(),
  passkeys: z.number().int(),
  session: z.strictObject({
    /** The absolute end. */
    endsAt: f.at,
    idleMinutes: z.number().int(),
    /** Until then, sensitive acts are done without asking for a factor. */
    provenUntil: f.at,
  }),
});
/** One-time codes are typed from paper: case, spaces and dashes do not count, and O, I and L are read as the digits they look like. */
export const invitationCode = z
  .string('wrong_type')
  .max(64, 'too_long')
  .transform((s) => s.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))
  .pipe(z.string().min(1, 'required'));
const invited = { name: f.note(60), code: invitationCode };
const passkeyName = f.note(40);

export const logIn = operation({
  name: 'staff.logIn',
  kind: 'act',
  roles: ['anyone'],
  summary: 'staff log-in: name, password, TOTP',
  input: z.strictObject({ name: f.note(60), password: f.typedPassword, totp: f.code }),
  output: self,
  refusals: ['staff_log_in_failed', 'log_in_slowed'],
});
/** Keeps nothing but a challenge that dies in minutes, so that it may be a read. */
export const askPasskey = operation({
  name: 'staff.askPasskey',
  kind: 'read',
  roles: ['anyone'],
  summary: 'a challenge for a passkey: to log in, or in a session to confirm a sensitive act',
  input: z.strictObject({ purpose: z.enum(['log_in', 'step_up']) }),
  output: request,
  refusals: [],
});
export const logInByPasskey = operation({
  name: 'staff.logInByPasskey',
  kind: 'act',
  roles: ['anyone'],
  summary: 'staff log-in by passkey alone: possession, and the PIN or biometric that unlocks it',
  input: usedPasskey,
  output: self,
  refusals: ['passkey_refused'],
});
export const openInvitation = operation({
  name: 'staff.openInvitation',
  kind: 'act',
  roles: ['anyone'],
  summary: 'begins the first log-in with the one-time code: what a factor is enrolled with',
  input: z.strictObject(invited),
  output: z.strictObject({
    displayName: z.string(),
    /** Base32 (RFC 4648), and the same as an address that authenticator apps scan. */
    totpSecret: z.string(),
    totpUri: z.string(),
    passkey: creation,
  }),
  refusals: ['invitation_wrong', 'log_in_slowed'],
});
export const enrol = operation({
  name: 'staff.enrol',
  kind: 'act',
  roles: ['anyone'],
  summary: 'ends the first log-in: sets the password and one factor, and uses the code up',
  input: z.strictObject({
    ...invited,
    password: f.password,
    factor: z.discriminatedUnion(
      'kind',
      [
        z.strictObject({ kind: z.literal('totp'), totp: f.code }),
        z.strictObject({ kind: z.literal('passkey'), name: passkeyName, created: createdPasskey }),
      ],
      'wrong_type',
    ),
  }),
  output: self,
  refusals: ['invitation_wrong', 'log_in_slowed', 'step_up_failed', 'passkey_refused', 'passkey_exists'],
});
export const stepUp = operation({
  name: 'staff.stepUp',
  kind: 'act',
  roles: ['staff'],
  summary: 'a fresh factor for this session, before sensitive acts',
  input: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('totp'), totp: f.code }),
      z.strictObject({ kind: z.literal('passkey'), used: usedPasskey }),
    ],
    'wrong_type',
  ),
  output: self,
  refusals: ['step_up_failed', 'passkey_refused', 'log_in_slowed'],
});
export const logOut = operation({
  name: 'staff.logOut',
  kind: 'act',
  roles: ['staff'],
  summary: '退出登录',
  input: f.nothing,
  output: f.nothing,
  refusals: [],
});
export const me = operation({
  name: 'staff.me',
  kind: 'read',
  roles: ['staff'],
  summary: 'who is logged in',
  input: f.nothing,
  output: self,
  refusals: [],
});
export const sessions = operation({
  name: 'staff.sessions',
  kind: 'read',
  roles: ['staff'],
  summary: 'own open sessions',
  input: f.nothing,
  output: z.strictObject({
    items: z.array(
      z.strictObject({ id: f.id, device: z.string(), createdAt: f.at, seenAt: f.at, isThis: z.boolean() }),
    ),
  }),
  refusals: [],
});
export const endOtherSessions = operation({
  name: 'staff.endOtherSessions',
  kind: 'act',
  roles: ['staff'],
  summary: 'ends all own sessions but this one',
  input: f.nothing,
  output: z.strictObject({ ended: z.number().int() }),
  refusals: [],
});
export const changePassword = operation({
  name: 'staff.changePassword',
  kind: 'act',
  roles: ['staff'],
  summary: 'a new password; all other sessions end',
  input: z.strictObject({ oldPassword: f.typedPassword, newPassword: f.password }),
  output: f.nothing,
  refusals: ['password_wrong', 'log_in_slowed', 'conflict'],
});
export const factors = operation({
  name: 'staff.factors',
  kind: 'read',
  roles: ['staff'],
  summary: 'own factors: TOTP and passkeys',
  input: f.nothing,
  output: z.strictObject({
    hasTotp: z.boolean(),
    passkeys: z.array(
      z.strictObject({
        id: f.id,
        name: z.string(),
        createdAt: f.at,
        usedAt: f.at.nullable(),
        /** It answered with an older count than before, as a copy would: refused until it is removed. */
        isSuspect: z.boolean(),
      }),
    ),
  }),
  refusals: [],
});
/** Keeps nothing but a challenge that dies in minutes. */
export const askNewPasskey = operation({
  name: 'staff.askNewPasskey',
  kind: 'read',
  roles: ['staff'],
  summary: 'a challenge for a new passkey',
  input: f.nothing,
  output: creation,
  refusals: [],
});
export const addPasskey = operation({
  name: 'staff.addPasskey',
  kind: 'act',
  roles: ['staff'],
  summary: 'adds a passkey to oneself',
  input: z.strictObject({ name: passkeyName, created: createdPasskey }),
  output: f.nothing,
  refusals: ['passkey_refused', 'passkey_exists'],
});
export const removePasskey = operation({
  name: 'staff.removePasskey',
  kind: 'act',
  roles: ['staff'],
  summary: 'removes an own passkey, never the last factor',
  input: z.strictObject({ id: f.id }),
  output: f.nothing,
  refusals: ['not_found', 'last_factor'],
});
export const askTotp = operation({
  name: 'staff.askTotp',
  kind: 'act',
  roles: ['staff'],
  summary: 'a new TOTP secret, in force once a code of it was given',
  input: f.nothing,
  output: z.strictObject({ totpSecret: z.string(), totpUri: z.string() }),
  refusals: [],
});
export const setTotp = operation({
  name: 'staff.setTotp',
  kind: 'act',
  roles: ['staff'],
  summary: 'puts the new TOTP secret in force; the old one ends',
  input: z.strictObject({ totp: f.code }),
  output: f.nothing,
  refusals: ['step_up_failed', 'log_in_slowed'],
});
export const removeTotp = operation({
  name: 'staff.removeTotp',
  kind: 'act',
  roles: ['staff'],
  summary: 'removes the own TOTP, never the last factor',
  input: f.nothing,
  output: f.nothing,
  refusals: ['not_found', 'last_factor'],
});
