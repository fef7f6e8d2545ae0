import { parseArgs } from 'node:util';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage = 'backup [--to FOLDER|FILE|s3[:NAME]] [--files included|listed] [--with-master-key]';

/** One file with all that an installation needs to begin again, for whoever holds the private key of a recipient. */
export const backup: Command = {
  usage,
  summary: {
    zh: '备份数据库、文件和密钥为一个 age 加密的文件，服务器可以在运行；不含主密钥',
    en: 'backs database, files and keys up into one file encrypted with age, while the server runs; without the master key',
  },
  async run(args) {
    const { to, files, withMasterKey } = read(args);
    const { readConfig } = await import('../config.ts');
    const config = readConfig(process.env);
    const { recipients } = config.files.backup;
    if (recipients.length === 0)
      throw new StartFault(
        '请先设置 BACKUP_RECIPIENTS：age 公钥，私钥另外保管',
        'set BACKUP_RECIPIENTS first: public keys of age, whose private keys are kept elsewhere',
      );
    const { makeBackup } = await import('../backup/make.ts');
    const { withSource } = await import('../backup/source.ts');
    const { placeOf } = await import('../backup/target.ts');
    const { openStores } = await import('../materials/store/open.ts');
    const { inWords } = await import('../materials/store/words.ts');
    const at = new Date();
    const place = placeOf(to, config, at);
    const { dataDir, modelsDir } = config;
    const plan = { stores: openStores(config), dataDir, modelsDir, recipients, files, withMasterKey, at };
    const { head, manifest } = await inWords(() =>
      withSource(config, ({ db, engine }) => makeBackup({ ...plan, db, engine }, (stream) => place.take(stream))),
    );
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    const { piles, absent } = manifest;
    for (const key of absent) process.stderr.write(`· 备份时已不在 ${key} (no longer there)\n`);
    process.stdout.write(
      `已备份 backed up: ${place.name}\n` +
        `数据库 tables: ${head.tables.length}，行 rows: ${rows}，文件 files: ${head.files === 'listed' ? '未包含 (not included)' : piles.files.entries}，密钥 keys: ${piles.keys.entries}，型号 models: ${piles.models.entries}\n` +
        (withMasterKey
          ? '含主密钥：谁有备份的私钥，谁就能读到一切 (the master key is in it: the private key of the backup opens everything)\n'
          : '不含主密钥，请另外保管 (the master key is not in it: keep it elsewhere)\n'),
    );
    return 0;
  },
};

function read(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, files: { type: 'string' }, 'with-master-key': { type: 'boolean' } },
    });
    const files = values.files ?? 'included';
    if (files === 'included' || files === 'listed')
      return { to: values.to ?? '.', files, withMasterKey: values['with-master-key'] ?? false } as const;
  } catch {
    // Said below.
  }
  throw new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);
}
