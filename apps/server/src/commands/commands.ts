import type { Command } from './command.ts';
import { start } from './start.ts';

/** Each command by its first word. */
export const commands: Readonly<Record<string, Command>> = { start };
