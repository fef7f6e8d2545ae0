import { readFileSync, statSync } from 'node:fs';
import { checkModels, draftModel, ownModels } from '@jiesuo/models';

/** What a command prints, and its exit code. */
export interface Printed {
  readonly out: readonly string[];
  /** For the person alone: not part of what is piped on. */
  readonly aside: readonly string[];
  readonly code: 0 | 1;
}

const USAGE = [
  '  bridge models                     列出自带的型号。 Lists the models that come with it.',
  '  bridge models check FILE|FOLDER…  检查型号文件。 Checks files of models.',
  '  bridge models draft REPORT        由诊断信息生成型号草稿。 Begins a model from a diagnostic report.',
  '  bridge models probe FILE          问插着的KEY使用哪种 GM/T 0017 方言，不花次数。 Asks the plugged UKey for its dialect; costs no try.',
  "    --user-pin-file FILE            测试KEY的CA密码：找出方言，写入型号文件。 A test UKey's PIN: finds the dialect, writes it into the file.",
  '    --admin-pin-file FILE           再用管理员密码重置一次作证（最多花 1 次）。 Confirms it by a reset (at most 1 admin try).',
];
const SENT_BYTES_MAX = 256 * 1024;

/** `bridge models …`, but for `probe`, which asks a UKey (probe/probe.ts). Never throws. @param args behind `models`. */
export function models([verb, ...rest]: readonly string[]): Printed {
  if (verb === undefined) return check([ownModels]);
  if (verb === 'check' && rest.length > 0) return check(rest);
  const [path] = rest;
  if (verb === 'draft' && path !== undefined && rest.length === 1) return draft(path);
  return notUnderstood;
}

export const notUnderstood: Printed = { out: [], aside: USAGE, code: 1 };

function check(paths: readonly string[]): Printed {
  const { lines, isFine } = checkModels(paths);
  return { out: lines, aside: [], code: isFine ? 0 : 1 };
}

function draft(path: string): Printed {
  const failed = (sentence: string): Printed => ({ out: [], aside: [sentence], code: 1 });
  let sent: string;
  try {
    if (statSync(path).size > SENT_BYTES_MAX)
      return failed('文件超过 256 KB，不是诊断信息。 The file is larger than 256 KB and no report.');
    sent = readFileSync(path, 'utf8');
  } catch {
    return failed(`文件 ${path} 无法读取。 ${path} cannot be read.`);
  }
  const begun = draftModel(sent);
  if (begun === undefined)
    return failed('文件中没有带KEY的诊断信息。 There is no diagnostic report with a UKey in the file.');
  return { out: [begun.text.trimEnd()], aside: begun.hints, code: 0 };
}
