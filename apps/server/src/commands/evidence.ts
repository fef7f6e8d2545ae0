import { createPublicKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rawPublicKey } from '@jiesuo/ceremony';
import { methodWords, promptWords } from '@jiesuo/contract';
import type { Verifier } from '../audit/note/vkey.ts';
import { verifyLogProof } from '../ceremonies/evidence/logProof.ts';
import { EvidenceFault, verifyEvidence } from '../ceremonies/evidence/verify.ts';
import { readConfig } from '../config.ts';
import { readVkey, readVkeys } from '../keys/audit.ts';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const sizeMax = 8 * 1024 * 1024;

export const evidence: Command = {
  usage: 'evidence verify FILE [--key PORTAL.pub|AUDIT.vkey …]',
  summary: {
    zh: '离线校验重置凭证；默认信任 DATA_DIR/keys/portal.pub',
    en: 'verifies reset evidence offline; trusts DATA_DIR/keys/portal.pub unless told otherwise',
  },
  async run(args) {
    const [verb, file, ...rest] = args;
    if (verb !== 'verify' || file === undefined)
      throw new StartFault(
        '用法：npm run server -- evidence verify 文件 [--key 公钥]',
        'Usage: npm run server -- evidence verify FILE [--key PORTAL.pub]',
      );
    const text = readText(file, sizeMax);
    try {
      const proven = verifyEvidence(text, trustedKeys(rest));
      process.stdout.write(
        `凭证有效：订单 ${proven.order}，${proven.subscriber}，KEY ${proven.ukey.serial}，${proven.completedAt}\n`,
      );
      process.stdout.write(
        `The evidence is valid: order ${proven.order}, UKey ${proven.ukey.serial}, ${proven.completedAt}\n`,
      );
      const method = methodWords[proven.method ?? 'gmt0017'];
      process.stdout.write(`重置方式：${method.zh}\nMethod: ${method.en}\n`);
      if (proven.prompt) {
        const typed = promptWords(proven.prompt);
        process.stdout.write(`新密码输入方式：${typed.zh}\nNew PIN typed in: ${typed.en}\n`);
      }
      if (proven.custodian)
        process.stdout.write(
          `密钥管理员：${proven.custodian.by}，${proven.custodian.at}\nKey custodian: ${proven.custodian.by}, ${proven.custodian.at}\n`,
        );
      const checkpoint = verifyLogProof(text, auditKeys(rest));
      process.stdout.write(
        checkpoint
          ? `审计日志：${proven.audit.length} 条记录都在大小为 ${checkpoint.size}、签于 ${checkpoint.at.toISOString()} 的日志中\nAudit log: all ${proven.audit.length} leaves are in the log of size ${checkpoint.size}, signed at ${checkpoint.at.toISOString()}\n`
          : '审计日志：文件中还没有证明，一分钟后重新下载即有\nAudit log: the file holds no proofs yet; download it again a minute later\n',
      );
      return 0;
    } catch (fault) {
      if (!(fault instanceof EvidenceFault)) throw fault;
      process.stderr.write(`${fault.zh} (${fault.en})\n`);
      return 1;
    }
  },
};

function readText(file: string, most: number): string {
  try {
    if (statSync(file).size > most) throw new Error('too large');
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartFault(`无法读取文件 ${file}`, `The file ${file} cannot be read`);
  }
}

const keyFiles = (args: readonly string[]): string[] =>
  args.flatMap((arg, i) => (arg === '--key' && args[i + 1] !== undefined ? [args[i + 1] as string] : []));
const isAuditKey = (file: string) => file.endsWith('.vkey');

/** Those named, else those of the data directory. */
function auditKeys(args: readonly string[]): Verifier[] {
  const named = keyFiles(args).filter(isAuditKey);
  return named.length > 0 ? named.map(readVkey) : readVkeys(join(readConfig(process.env).dataDir, 'keys'));
}

function trustedKeys(args: readonly string[]): Buffer[] {
  const files = keyFiles(args).filter((file) => !isAuditKey(file));
  const named = files.length > 0 ? files : [join(readConfig(process.env).dataDir, 'keys', 'portal.pub')];
  return named.map((file) => {
    const pem = readText(file, 65_536);
    try {
      return rawPublicKey(createPublicKey(pem));
    } catch {
      throw new StartFault(`${file} 不是门户公钥`, `${file} is not a portal public key`);
    }
  });
}
