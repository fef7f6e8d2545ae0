import { createHash, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createFrontier, type Frontier } from '../merkle/frontier.ts';
import { leafHash } from '../merkle/hash.ts';
import { type Checkpoint, openCheckpoint } from '../note/checkpoint.ts';
import type { Verifier } from '../note/vkey.ts';
import type { Findings } from '../verify/findings.ts';
import { type ExportHead, exportEnd, exportHead, exportLine, exportMessage } from './shape.ts';

/** An entry is at most 64 KiB; escaped, six times that. */
const LINE_BYTES_MOST = 1024 * 1024;

export interface VerifiedExport {
  readonly head: ExportHead;
  readonly checkpoint: Checkpoint;
}

/** Reads an export once, line by line, and says the first thing in it that is not as it was made. Only public keys are used. */
export async function verifyExport(
  file: string,
  trusted: readonly Verifier[],
  { say }: Findings,
): Promise<VerifiedExport | undefined> {
  const hash = createHash('sha256');
  const frontier = createFrontier();
  let head: ExportHead | undefined;
  let checkpoint: Checkpoint | undefined;
  let held: string | undefined;
  let number = 0;
  let entries = 0;
  // One line late: the last one is signed by nobody and signs the others.
  for await (const line of linesOf(file)) {
    if (line === undefined) return wrong('有一行没有结束，或过长', 'a line does not end, or is too long');
    if (held !== undefined) {
      number++;
      const fault = take(held);
      if (fault) return wrong(`第 ${number} 行${fault.zh}`, `line ${number} ${fault.en}`);
      hash.update(`${held}\n`);
    }
    held = line;
  }
  if (!head || !checkpoint) return wrong('文件不是审计日志的导出', 'the file is no export of the audit log');
  const end = exportEnd.safeParse(parse(held ?? ''));
  if (!end.success || JSON.stringify(end.data) !== held)
    return wrong('最后一行不是签名：文件被截断', 'the last line is no signature: the file was cut');
  if (frontier.size !== checkpoint.size)
    return wrong(
      `只有 ${frontier.size} 个位置，检查点为 ${checkpoint.size}：有内容被删除`,
      `it covers ${frontier.size} places of the checkpoint's ${checkpoint.size}: something was removed`,
    );
  if (!frontier.root().equals(checkpoint.root))
    return wrong(
      '内容与签名的检查点不符：有条目被改动',
      'the entries do not lead to the signed checkpoint: one was changed',
    );
  if (entries !== head.count) return wrong('条目数与首行不符', 'there are not as many entries as the first line says');
  const signature = Buffer.from(end.data.signature, 'base64');
  const message = exportMessage(hash.digest());
  const isSigned = trusted.some(({ publicKey }) => verify(null, message, publicKey, signature));
  if (!isSigned || signature.toString('base64') !== end.data.signature)
    return wrong('文件的签名不正确', 'the signature of the file is wrong');
  return { head, checkpoint };

  function wrong(zh: string, en: string): undefined {
    say(zh, en);
  }
  function take(line: string): { zh: string; en: string } | undefined {
    if (!head) {
      const parsed = exportHead.safeParse(parse(line));
      checkpoint = parsed.success ? openCheckpoint(parsed.data.checkpoint, trusted) : undefined;
      if (!parsed.success || !checkpoint)
        return { zh: '不是由受信任的密钥签名的检查点', en: 'holds no checkpoint signed by a trusted key' };
      head = parsed.data;
      return undefined;
    }
    const parsed = exportLine.safeParse(parse(line));
    if (!parsed.success) return { zh: '被改动，不再是日志条目', en: 'was changed: it is no entry of a log' };
    if (parsed.data.index !== frontier.size)
      return {
        zh: `应是第 ${frontier.size} 个位置：有条目被删除、增加或调换`,
        en: `should be place ${frontier.size}: an entry was removed, added or swapped`,
      };
    if ('entry' in parsed.data) entries++;
    return push(frontier, parsed.data) ? undefined : { zh: '的位置不正确', en: 'stands at an impossible place' };
  }
}

function push(
  frontier: Frontier,
  line: { readonly entry: string } | { readonly leaves: number; readonly hash: string },
): boolean {
  if ('entry' in line) {
    frontier.push(leafHash(line.entry));
    return true;
  }
  const level = Math.log2(line.leaves);
  if (!Number.isInteger(level) || frontier.size % line.leaves !== 0) return false;
  frontier.push(Buffer.from(line.hash, 'hex'), level);
  return true;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Lines without their end; undefined, and no more, for one that has none or is too long. Bytes that are no UTF-8 end it too. */
async function* linesOf(file: string): AsyncGenerator<string | undefined> {
  let rest = Buffer.alloc(0);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    let bytes = Buffer.concat([rest, chunk as Buffer]);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10)) {
      let line: string | undefined;
      try {
        line = decoder.decode(bytes.subarray(0, at));
      } catch {
        line = undefined;
      }
      yield line;
      if (line === undefined) return;
      bytes = bytes.subarray(at + 1);
    }
    rest = bytes;
    if (rest.length > LINE_BYTES_MOST) break;
  }
  if (rest.length > 0) yield undefined;
}
