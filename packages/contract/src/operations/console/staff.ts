import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { staffRoles } from '../../roles.ts';

const staff = z.strictObject({
  id: f.id,
  name: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(staffRoles)),
});
export const logIn = operation({
  name: 'staff.logIn',
  kind: 'act',
  roles: ['anyone'],
  summary: 'staff log-in: name, password, TOTP',
  input: z.strictObject({ name: f.note(60), password: f.typedPassword, totp: f.code }),
  output: staff,
  refusals: ['staff_log_in_failed', 'log_in_slowed'],
});
export const logOut = operation({
  name: 'staff.logOut',
  kind: 'act',
  roles: staffRoles,
  summary: '退出登录',
  input: f.nothing,
  output: f.nothing,
  refusals: [],
});
export const me = operation({
  name: 'staff.me',
  kind: 'read',
  roles: staffRoles,
  summary: 'who is logged in',
  input: f.nothing,
  output: staff,
  refusals: [],
});
export const list = operation({
  name: 'staff.list',
  kind: 'read',
  roles: ['administrator', 'auditor'],
  summary: 'staff accounts and duties',
  input: f.nothing,
  output: z.strictObject({
    items: z.array(z.strictObject({ ...staff.shape, isDisabled: z.boolean(), lastLogInAt: f.at.nullable() })),
  }),
  refusals: [],
});
