/** Staff duties, kept apart: one person may hold several, but no operation is for "staff" as such unless it names each role. */
export const staffRoles = ['reviewer', 'supervisor', 'finance', 'auditor', 'key_custodian', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];
/** `bridge` stands for a caller that proves itself by a pairing code or a signed envelope, never by a cookie. */
export type Role = 'anyone' | 'customer' | 'bridge' | StaffRole;

export const roleWords: Record<StaffRole, { zh: string; en: string }> = {
  reviewer: { zh: '业务人员', en: 'Reviewer' },
  supervisor: { zh: '主管', en: 'Supervisor' },
  finance: { zh: '财务', en: 'Finance' },
  auditor: { zh: '审计员', en: 'Auditor' },
  key_custodian: { zh: '密钥管理员', en: 'Key custodian' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
};
