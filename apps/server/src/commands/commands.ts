import type { Command } from './command.ts';
import { downloads } from './downloads.ts';
import { evidence } from './evidence.ts';
import { staff } from './staff.ts';
import { start } from './start.ts';

/** Each command by its first word. */
export const commands: Readonly<Record<string, Command>> = { start, staff, evidence, downloads };
