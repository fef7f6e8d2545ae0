import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../config.ts';
import type { Offered } from '../../keys/shares/gather.ts';
import { readShare } from '../../keys/shares/share.ts';
import { offerShare } from '../../keys/shares/socket.ts';
import { StartFault } from '../../startFault.ts';
import { linesTyped } from './ask.ts';

/** Each custodian types a share on the machine of the sealed server; it goes through the socket in DATA_DIR. */
export async function unseal(): Promise<number> {
  const { dataDir } = readConfig(process.env);
  for await (const line of linesTyped(() => '份额 share: ')) {
    const offered = await offerPatiently(dataDir, line);
    process.stderr.write(`${sentenceOf(offered)}\n`);
    if (offered.answer === 'opened') return 0;
    if (offered.answer === 'wrong') return 1;
  }
  return 1;
}

async function offerPatiently(dataDir: string, line: string): Promise<Offered> {
  // A slip of the pen is told before it costs the server anything.
  if (!readShare(line)) return { answer: 'mistyped' };
  for (;;) {
    const offered = await offerShare(dataDir, line);
    if (offered.answer !== 'too_soon') return offered;
    if (offered.seconds > 60)
      throw new StartFault(
        `刚才的份额对不上，请 ${offered.seconds} 秒后再试`,
        `the shares before did not belong together; try again in ${offered.seconds} s`,
      );
    await pause(offered.seconds * 1000);
  }
}

export function sentenceOf(offered: Offered): string {
  switch (offered.answer) {
    case 'counted':
      return `已收到 ${offered.have} 份，共需 ${offered.needed} 份 (${offered.have} of ${offered.needed})`;
    case 'mistyped':
      return '这不是份额，或有输错的字 (no share, or mistyped)';
    case 'another_set':
      return '这份属于另一次分发，已不能使用 (of another split, which opens nothing here)';
    case 'again':
      return '这份已经收到过 (counted already)';
    case 'too_soon':
      return `请 ${offered.seconds} 秒后再试 (try again in ${offered.seconds} s)`;
    case 'wrong':
      return '这些份额对不上，已全部清除，请从头再来 (these shares do not belong together; all were dropped: begin again)';
    case 'opened':
      return '已打开 (opened)';
  }
}
