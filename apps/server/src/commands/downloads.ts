import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Manifest, manifest, signMessage } from '@jiesuo/ceremony';
import { readConfig } from '../config.ts';
import { loadPortalKey } from '../keys/portal.ts';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const manifestBytesMost = 65_536;

/** Bridges believe only what the portal's key signed; it signs only what it has looked at itself. */
export const downloads: Command = {
  usage: 'downloads sign FOLDER',
  summary: {
    zh: '核对证书助手的安装包，并用门户密钥签名清单 manifest.json',
    en: "checks the bridge's archives and signs their manifest.json with the portal's key",
  },
  async run([verb, folder, ...more]) {
    if (verb !== 'sign' || folder === undefined || more.length > 0)
      throw new StartFault(
        '用法：npm run server -- downloads sign 文件夹',
        'Usage: npm run server -- downloads sign FOLDER',
      );
    const listed = readManifest(join(folder, 'manifest.json'));
    for (const file of [...listed.files, ...(listed.extension?.files ?? [])])
      await checkFile(join(folder, file.name), file);
    const { privateKey } = loadPortalKey(readConfig(process.env).dataDir);
    const path = join(folder, 'manifest.signed.json');
    writeFileSync(`${path}.new`, JSON.stringify(signMessage(listed, privateKey)));
    renameSync(`${path}.new`, path);
    process.stdout.write(`已签名 signed: ${listed.version}, ${listed.files.length} 个文件 files, ${path}\n`);
    return 0;
  },
};

function readManifest(path: string): Manifest {
  try {
    if (statSync(path).size > manifestBytesMost) throw new Error('too large');
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new StartFault(
      `${path} 不是安装包清单，请先运行 npm run ship`,
      `${path} is no manifest: run npm run ship first`,
    );
  }
}

async function checkFile(path: string, { bytes, sha256 }: Manifest['files'][number]): Promise<void> {
  const hash = createHash('sha256');
  try {
    if (statSync(path).size !== bytes) throw new Error('another size');
    await pipeline(createReadStream(path), hash);
    if (hash.digest('hex') !== sha256) throw new Error('another content');
  } catch {
    throw new StartFault(`${path} 与清单不符，没有签名`, `${path} is not what the manifest says; nothing was signed`);
  }
}
