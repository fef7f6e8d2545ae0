import { commands } from './commands/commands.ts';
import { describe } from './describe.ts';
import type { RunningServer } from './start.ts';
import { StartFault } from './startFault.ts';

export type { RunningServer } from './start.ts';

/** A running server in this process. @throws {StartFault} with one sentence for a person. */
export const startServer = async (env: NodeJS.ProcessEnv): Promise<RunningServer> =>
  (await import('./start.ts')).startServer(env);

/** Runs one command of `npm run server -- …`; without one, `start`. Faults are one sentence on stderr and exit code 1. */
export async function main(args: readonly string[]): Promise<void> {
  const [name = 'start', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(help());
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) throw new StartFault(`没有命令 ${name}，可用 --help 查看`, `there is no command ${name}; see --help`);
    const code = await command.run(rest);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.stderr.write(`${error instanceof StartFault ? error.message : describe(error)}\n`);
    process.exit(1);
  }
}

const help = (): string => {
  const lines = Object.values(commands).map((c) => `  ${c.usage.padEnd(24)} ${c.summary.zh} (${c.summary.en})`);
  return `npm run server -- <command>\n\n${lines.join('\n')}\n`;
};
