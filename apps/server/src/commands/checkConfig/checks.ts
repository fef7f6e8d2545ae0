import { checkAlipay } from './alipay.ts';
import { checkDatabase } from './database.ts';
import type { Check } from './finding.ts';
import { checkFolder, checkMasterKey } from './ground.ts';
import { checkMessages } from './messages.ts';
import { checkOrigins } from './origins.ts';
import { checkStore } from './store.ts';
import { checkVault } from './vault.ts';
import { checkWechat } from './wechat.ts';

/** Everything that check-config looks at, in this order. Each part of the product that has settings brings its own. */
export const checks: readonly Check[] = [
  checkOrigins,
  checkFolder,
  checkMasterKey,
  checkVault,
  checkDatabase,
  checkStore,
  checkWechat,
  checkAlipay,
  checkMessages,
];
