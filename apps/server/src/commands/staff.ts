import { parseArgs } from 'node:util';
import { type StaffRole, staffRoles } from '@jiesuo/contract';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'staff add NAME --roles a,b [--display TEXT] | staff renew|disable|enable NAME';

/** The first administrator of a new installation is made here, and whoever lost a password or an authenticator is helped here. */
export const staff: Command = {
  usage,
  summary: {
    zh: '管理员工账号；新密码与动态码密钥只显示一次',
    en: 'staff accounts; a new password and TOTP secret are shown once',
  },
  async run(args) {
    const { verb, name, roles, display } = read(args);
    const { withContext } = await import('../offline.ts');
    const { hire, renew, setDisabled } = await import('../staff/hire.ts');
    return withContext(process.env, async (ctx) => {
      if (verb === 'disable' || verb === 'enable') {
        if (!(await setDisabled(ctx, name, verb === 'disable'))) throw nobody(name);
        process.stdout.write(`完成：${name} (done)\n`);
        return 0;
      }
      const logIn =
        verb === 'add' ? await hire(ctx, { name, displayName: display ?? name, roles }) : await renew(ctx, name);
      if (!logIn)
        throw verb === 'add'
          ? new StartFault(`员工账号 ${name} 已存在`, `there is a member of staff called ${name} already`)
          : nobody(name);
      process.stdout.write(
        `账号 name: ${logIn.name}\n密码 password: ${logIn.password}\n动态码密钥 TOTP secret: ${logIn.totpSecret}\n${logIn.uri}\n`,
      );
      process.stdout.write('以上内容只显示这一次，请当面交给本人 (shown only once: hand it to the person)\n');
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
  verb: 'add' | 'renew' | 'disable' | 'enable';
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
  const roles = (parsed.values.roles ?? '').split(',').filter((role) => role !== '');
  const isVerb = verb === 'add' || verb === 'renew' || verb === 'disable' || verb === 'enable';
  const isKnown = roles.every((role) => (staffRoles as readonly string[]).includes(role));
  if (
    !isVerb ||
    name === undefined ||
    name.trim() === '' ||
    name.length > 60 ||
    rest.length > 0 ||
    !isKnown ||
    (verb === 'add') !== roles.length > 0
  )
    throw misused();
  return {
    verb,
    name,
    roles: roles as StaffRole[],
    ...(parsed.values.display === undefined ? {} : { display: parsed.values.display }),
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { roles: { type: 'string' }, display: { type: 'string' } },
  });
