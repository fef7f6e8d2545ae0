import { parseArgs } from 'node:util';
import { conflictOf, roleWords, type StaffRole, staffRoles } from '@jiesuo/contract';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage =
  'staff add NAME --roles a,b [--display TEXT] | staff renew|disable|enable NAME | staff allow-list --clear';

/** The first administrators of a new installation are made here, and who cannot be helped in the console is helped here. */
export const staff: Command = {
  usage,
  summary: {
    zh: '管理员工账号与允许登录的地址；一次性代码只显示一次',
    en: 'staff accounts and allowed addresses; a one-time code is shown once',
  },
  async run(args) {
    const { verb, name, roles, display } = read(args);
    const { withContext } = await import('../offline.ts');
    const { clearAllowList, hire, renew, setDisabled } = await import('../staff/shell.ts');
    return withContext(process.env, async (ctx) => {
      if (verb === 'allow-list') {
        const before = await clearAllowList(ctx);
        process.stdout.write(
          `已清空（原有 ${before.length} 条）：任何地址都可以登录管理台 (cleared: ${before.join(', ')})\n`,
        );
        return 0;
      }
      if (verb === 'disable' || verb === 'enable') {
        if (!(await setDisabled(ctx, name, verb === 'disable'))) throw nobody(name);
        process.stdout.write(`完成：${name} (done)\n`);
        return 0;
      }
      const invitation =
        verb === 'add' ? await hire(ctx, { name, displayName: display ?? name, roles }) : await renew(ctx, name);
      if (!invitation)
        throw verb === 'add'
          ? new StartFault(`员工账号 ${name} 已存在`, `there is a member of staff called ${name} already`)
          : nobody(name);
      process.stdout.write(
        `账号 name: ${invitation.name}\n一次性代码 one-time code: ${invitation.code}\n有效期至 until: ${invitation.expiresAt}\n${ctx.config.console.origin}/first-log-in\n`,
      );
      process.stdout.write(
        '以上内容只显示这一次，请当面交给本人；本人在上面的页面设置密码并登记验证方式 (shown only once: hand it to the person, who sets a password and a factor on that page)\n',
      );
      return 0;
    });
  },
};

const nobody = (name: string) => new StartFault(`没有员工账号 ${name}`, `there is no member of staff called ${name}`);
const misused = () =>
  new StartFault(
    `用法：npm run server -- ${usage}；职责：${staffRoles.join('、')}`,
    `Usage: npm run server -- ${usage}; roles: ${staffRoles.join(', ')}`,
  );

function read(args: readonly string[]): {
  verb: 'add' | 'renew' | 'disable' | 'enable' | 'allow-list';
  name: string;
  roles: StaffRole[];
  display?: string;
} {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch {
    throw misused();
  }
  const [verb, name, ...rest] = parsed.positionals;
  if (verb === 'allow-list' && name === undefined && parsed.values.clear === true && parsed.values.roles === undefined)
    return { verb, name: '', roles: [] };
  const roles = (parsed.values.roles ?? '').split(',').filter((role) => role !== '');
  const isVerb = verb === 'add' || verb === 'renew' || verb === 'disable' || verb === 'enable';
  if (
    !isVerb ||
    name === undefined ||
    name.trim() === '' ||
    name.length > 60 ||
    rest.length > 0 ||
    parsed.values.clear !== undefined ||
    !roles.every(isRole) ||
    (verb === 'add') !== roles.length > 0
  )
    throw misused();
  const conflict = conflictOf(roles);
  if (conflict) {
    const [zh, en] = (['zh', 'en'] as const).map((in_) => conflict.map((role) => roleWords[role][in_]));
    throw new StartFault(`${zh?.join('与')}不能由同一个人担任`, `${en?.join(' and ')} may not be one person`);
  }
  return {
    verb,
    name,
    roles,
    ...(parsed.values.display === undefined ? {} : { display: parsed.values.display }),
  };
}

const isRole = (role: string): role is StaffRole => (staffRoles as readonly string[]).includes(role);

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { roles: { type: 'string' }, display: { type: 'string' }, clear: { type: 'boolean' } },
  });
