import { randomBytes } from 'node:crypto';
import { StartFault } from '../../startFault.ts';
import { open, type SealingKey, seal, sealingKey } from '../envelope.ts';
import { type KeyFile, rewriteKeys } from '../master.ts';
import { type Holder, wrapPlace } from './holder.ts';

/** The wrapping key of one master key: it is not the master key itself, from which an older installation's other keys come. */
const wrappingOf = (master: Buffer): SealingKey => sealingKey(master, 'root wrapping');

/** The operator's master keys, the newest first. `file` is undefined where they stand in the environment, which no program writes. */
export function holdMasterKeys({ keys, file }: KeyFile): Holder {
  const list = [...keys];
  const find = (id: string) => list.map(wrappingOf).find((key) => key.id === id);
  return {
    kind: 'master_key',
    async wrap(wrappingKey, root) {
      const key = find(wrappingKey);
      if (!key) throw new StartFault('没有这把主密钥', 'there is no such master key');
      return seal(key, wrapPlace, root);
    },
    async unwrap(wrappingKey, wrapped) {
      const key = find(wrappingKey);
      return key && open(key, wrapPlace, wrapped);
    },
    keys: async () => list.map((key) => wrappingOf(key).id),
    async make() {
      if (file === undefined)
        throw new StartFault(
          'JIESUO_KEY 中的主密钥不能由程序更换：请把它放进 JIESUO_KEY_FILE 所指的文件',
          'a program cannot change the master key in JIESUO_KEY: put it into the file that JIESUO_KEY_FILE names',
        );
      const made = randomBytes(32);
      rewriteKeys(file, [made, ...list]);
      list.unshift(made);
      return wrappingOf(made).id;
    },
    drop(wrappingKeys) {
      const kept = list.filter((key) => !wrappingKeys.includes(wrappingOf(key).id));
      // A file that holds retired keys alone is the operator's to delete.
      if (file === undefined || kept.length === 0 || kept.length === list.length) return;
      rewriteKeys(file, kept);
      list.splice(0, list.length, ...kept);
    },
    close() {
      for (const key of list.splice(0)) key.fill(0);
    },
  };
}
