import { browserOf } from '@jiesuo/diagnosis';
import type { BridgeConfig } from '../config.ts';
import { modelFaults } from '../drivers/open.ts';
import type { createTurns } from '../drivers/turns.ts';
import type { Driver } from '../drivers/ukey.ts';
import { readJson } from '../gate/body.ts';
import { type Call, spoken } from '../seats/calls.ts';
import { collectReport } from './collect.ts';
import { reportText } from './text.ts';

export interface ReportDeps {
  readonly config: BridgeConfig;
  readonly drivers: readonly Driver[];
  readonly inTurn: ReturnType<typeof createTurns>;
  readonly version: string;
}

/**
 * 复制诊断信息, at a press of the window's button. Needs no pairing: whoever cannot pair needs it most, and it goes to the person's own
 * clipboard, to no portal. Only the window's own script may call (gate/request.ts).
 */
export const reportCall =
  ({ config, drivers, inTurn, version }: ReportDeps): Call =>
  async (request) => {
    const { language } = await readJson(request, spoken);
    const browser = browserOf(request.headers['user-agent'] ?? '');
    const report = await inTurn(() => collectReport(config, drivers, modelFaults(), { version, browser }));
    return { text: reportText(report, language) };
  };
