/** Staff duties, kept apart: one person may hold several that agree (`conflictOf`), but no operation is for "staff" as such unless it is about the person himself. */
export const staffRoles = [
  'reviewer',
  'supervisor',
  'finance',
  'auditor',
  'key_custodian',
  'administrator',
  'security_administrator',
] as const;
export type StaffRole = (typeof staffRoles)[number];
/**
 * `bridge` stands for a caller that proves itself by a pairing code or a signed envelope, never by a cookie.
 * `staff` stands for anyone who is logged in to the console, with whatever duty or none: only what concerns himself.
 * `integrator` stands for a program with an API key; what it may do is said by scopes, never by duties.
 */
export type Role = 'anyone' | 'customer' | 'bridge' | 'staff' | 'integrator' | StaffRole;

export const roleWords: Record<StaffRole, { zh: string; en: string }> = {
  reviewer: { zh: '业务人员', en: 'Reviewer' },
  supervisor: { zh: '主管', en: 'Supervisor' },
  finance: { zh: '财务', en: 'Finance' },
  auditor: { zh: '审计管理员', en: 'Audit administrator' },
  key_custodian: { zh: '密钥管理员', en: 'Key custodian' },
  administrator: { zh: '系统管理员', en: 'System administrator' },
  security_administrator: { zh: '安全管理员', en: 'Security administrator' },
};

/**
 * Duties that no one person may hold together. The three administrators watch each other (GB/T 22239-2019 8.1.5.1 to 8.1.5.3);
 * who audits does nothing else, who grants duties has no other, and no one person both approves an order and handles its secret.
 */
const incompatible: Readonly<Record<StaffRole, readonly StaffRole[]>> = {
  reviewer: ['auditor', 'security_administrator', 'key_custodian'],
  supervisor: ['auditor', 'security_administrator', 'key_custodian'],
  finance: ['auditor', 'security_administrator', 'administrator'],
  auditor: ['reviewer', 'supervisor', 'finance', 'key_custodian', 'administrator', 'security_administrator'],
  key_custodian: ['reviewer', 'supervisor', 'auditor', 'administrator', 'security_administrator'],
  administrator: ['finance', 'auditor', 'key_custodian', 'security_administrator'],
  security_administrator: ['reviewer', 'supervisor', 'finance', 'auditor', 'key_custodian', 'administrator'],
};

/** The first pair of duties that exclude each other; undefined when one person may hold them all. */
export function conflictOf(roles: readonly StaffRole[]): readonly [StaffRole, StaffRole] | undefined {
  for (const one of roles) {
    const other = roles.find((role) => incompatible[one].includes(role));
    if (other) return [one, other];
  }
  return undefined;
}

/** Duties that one security administrator cannot give, or give back, alone: a second one has to confirm. */
export const guardedRoles: readonly StaffRole[] = ['key_custodian', 'security_administrator'];
