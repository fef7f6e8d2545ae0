import { parseArgs } from 'node:util';
import { readConfig } from '../../config.ts';
import { openStores, type Stores } from '../../materials/store/open.ts';
import { storeNames } from '../../materials/store/store.ts';
import { inWords } from '../../materials/store/words.ts';
import { StartFault } from '../../startFault.ts';

/** `files move --to s3`: whoever reads finds a file in either store; new ones must go to the new one already. The server may run. */
export async function moveTo(args: readonly string[]): Promise<number> {
  const { current, other } = storesFor(args, 'to', 'current');
  const { moveFiles } = await import('../../materials/store/move.ts');
  const tell = (seen: number) => void (seen % 1000 === 0 && process.stderr.write(`… ${seen}\n`));
  const { files, bytes, copied, different, digest } = await inWords(() => moveFiles(other, current, tell));
  for (const key of different) process.stderr.write(`✗ 两边内容不同 ${key} (not the same in both)\n`);
  process.stdout.write(
    `两边都有且逐字节相同 in both, byte for byte: ${files} (${bytes} bytes)，本次复制 copied now: ${copied}，不同 different: ${different.length}\n` +
      `SHA-256 ${digest}\n`,
  );
  if (different.length > 0) return 1;
  process.stdout.write(
    `旧存储可以清空：files empty --store ${other.name} (the old store may be emptied: files empty --store ${other.name})\n`,
  );
  return 0;
}

/** `files empty --store disk`: only what lies in the store in use, byte for byte, goes from the other. */
export async function emptyOld(args: readonly string[]): Promise<number> {
  const { current, other } = storesFor(args, 'store', 'other');
  const { emptyStore } = await import('../../materials/store/move.ts');
  const { removed, kept } = await inWords(() => emptyStore(other, current));
  for (const key of kept) process.stderr.write(`✗ 只在旧存储里，保留 ${key} (only in the old store: kept)\n`);
  process.stdout.write(`已删除 removed: ${removed}，保留 kept: ${kept.length}\n`);
  return kept.length === 0 ? 0 : 1;
}

/** Both stores, when the word given for `option` names the one that is meant. @throws {StartFault} */
function storesFor(
  args: readonly string[],
  option: string,
  meant: keyof Stores,
): { readonly [K in keyof Stores]: NonNullable<Stores[K]> } {
  const name = wordOf(args, option);
  const config = readConfig(process.env);
  const { current, other } = openStores(config);
  if (!other)
    throw new StartFault(
      '两个存储都要有设置：请设置 S3_BUCKET 等',
      'both stores need their settings: set S3_BUCKET and its companions',
    );
  const stores = { current, other };
  if (stores[meant].name === name) return stores;
  throw new StartFault(
    `现在新文件存入 ${current.name}：请先把 FILES_STORE 设为新的存储并重启各节点`,
    `new files go to ${current.name} now: set FILES_STORE to the new store first, and restart the nodes`,
  );
}

function wordOf(args: readonly string[], option: string): string {
  try {
    const { values } = parseArgs({ args: [...args], options: { [option]: { type: 'string' } } });
    const word = values[option];
    if (typeof word === 'string' && storeNames.some((name) => name === word)) return word;
  } catch {
    // Said below.
  }
  throw new StartFault(`用法：--${option} ${storeNames.join('|')}`, `usage: --${option} ${storeNames.join('|')}`);
}
