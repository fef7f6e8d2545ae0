/** Made-up people of the demo. Passwords are printed for everyone to use; nothing here may exist in production. */
export const staffPeople = [
  { name: 'reviewer', displayName: '演示业务人员', roles: ['reviewer'] },
  { name: 'reviewer2', displayName: '演示业务人员二', roles: ['reviewer'] },
  { name: 'supervisor', displayName: '演示主管', roles: ['supervisor'] },
  { name: 'finance', displayName: '演示财务', roles: ['finance'] },
  { name: 'auditor', displayName: '演示审计管理员', roles: ['auditor'] },
  { name: 'custodian', displayName: '演示密钥管理员', roles: ['key_custodian'] },
  { name: 'administrator', displayName: '演示系统管理员', roles: ['administrator'] },
  { name: 'security', displayName: '演示安全管理员', roles: ['security_administrator'] },
  { name: 'security2', displayName: '演示安全管理员二', roles: ['security_administrator'] },
] as const;

export const staffPassword = (name: string) => `Demo-${name}-2026`;

/** The numbers 1990000xxxx of the demo reach no phone: the sim's inbox shows their messages. */
export const customers = [
  { mobile: '19900000001', organisation: '解锁示例（上海）科技有限公司', contact: '示例张三' },
  { mobile: '19900000002', organisation: '解锁样本建筑工程有限公司', contact: '示例李四' },
  { mobile: '19900000003', organisation: '解锁演示商贸有限公司', contact: '示例王五' },
] as const;
export const customerPassword = 'Demo-customer-2026';

/** Codes of companies that do not exist: region 990000 is none, check digits are right (GB 32100, GB 11714). */
export const companies = {
  main: { name: customers[0].organisation, uscc: '91990000MADEM0011K' },
  builder: { name: customers[1].organisation, uscc: '91990000MADEM002XB' },
  trader: { name: customers[2].organisation, uscc: '91990000MADEM0038B' },
  stranger: { name: '解锁外地示例有限公司', uscc: '91990000MADEM00466' },
} as const;
export type CompanyName = keyof typeof companies;
