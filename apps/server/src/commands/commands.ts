import { audit } from './audit.ts';
import { backup } from './backup.ts';
import { checkConfig } from './checkConfig.ts';
import type { Command } from './command.ts';
import { downloads } from './downloads.ts';
import { evidence } from './evidence.ts';
import { files } from './files.ts';
import { keys } from './keys.ts';
import { migrate } from './migrate.ts';
import { moveDatabase } from './moveDatabase.ts';
import { restore } from './restore.ts';
import { sms } from './sms.ts';
import { staff } from './staff.ts';
import { start } from './start.ts';
import { vault } from './vault.ts';

/** Each command by its first word. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  'check-config': checkConfig,
  staff,
  audit,
  evidence,
  downloads,
  files,
  backup,
  restore,
  migrate,
  'move-database': moveDatabase,
  sms,
  vault,
  keys,
};
