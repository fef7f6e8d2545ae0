import { z } from 'zod';
import { isExtension, isIncluded } from '../../../audit/merkle/check.ts';
import { type Checkpoint, openCheckpoint } from '../../../audit/note/checkpoint.ts';
import type { Verifier } from '../../../audit/note/vkey.ts';
import { type Check, mustBe, open, opening, proven } from './told.ts';

const bytes = (base64: string) => Buffer.from(base64, 'base64');

function checkpointOf(note: string, trusted: readonly Verifier[]): Checkpoint {
  const checkpoint = openCheckpoint(note, trusted);
  mustBe(
    checkpoint !== undefined,
    '检查点不是由受信任的审计密钥签发',
    'The checkpoint was not signed by a trusted audit key',
  );
  return checkpoint;
}

const notYet = [
  '文件中还没有审计日志的证明，一分钟后重新下载即有',
  'The file holds no proofs of the audit log yet; download it again a minute later',
] as const;

/** Every audit leaf that the bundle names is in the log that a trusted audit key signed. */
export const checkLog: Check = ({ file, bundle }, { auditKeys }) => {
  if (!file.log) return open(...notYet);
  if (auditKeys.length === 0)
    return open(
      '没有给出审计公钥，审计日志的证明未核对',
      'No audit key was given: the proofs of the audit log were not asked',
    );
  const { size, root, at } = checkpointOf(file.log.checkpoint, auditKeys);
  const { leaves } = file.log;
  const areAll =
    bundle.audit.length > 0 &&
    leaves.length === bundle.audit.length &&
    bundle.audit.every(({ leafHash }, i) => leaves[i]?.leafHash === leafHash);
  const areProven = leaves.every(({ leafHash, index, proof }) =>
    isIncluded({ index, size, root, leaf: Buffer.from(leafHash, 'hex'), proof: proof.map(bytes) }),
  );
  mustBe(
    areAll && areProven,
    '凭证中的审计记录不能证明在已签名的日志中',
    'The audit leaves of the evidence are not proven to be in the signed log',
  );
  return proven(
    `${leaves.length} 条审计记录都在大小为 ${size}、签于 ${at.toISOString()} 的日志中`,
    `All ${leaves.length} audit leaves are in the log of size ${size}, signed at ${at.toISOString()}`,
  );
};

const told = z.looseObject({ note: z.string().max(2000) });
const comparison = z.looseObject({ first: told, second: told, proof: z.array(z.string().max(44)).max(64) });

/** The file's checkpoint and one that the verifier kept, or got later, are of one log that only grew. */
export const checkLater: Check = ({ file }, { auditKeys, comparison: text }) => {
  if (text === undefined)
    return open('没有给出另一个检查点，未核对一致性', 'No other checkpoint was given to compare with');
  if (!file.log) return open(...notYet);
  const given = opening(
    () => comparison.parse(JSON.parse(text)),
    '给出的检查点比较无法读取',
    'The comparison of checkpoints cannot be read',
  );
  const [first, second] = [given.first, given.second].map(({ note }) => checkpointOf(note, auditKeys));
  mustBe(
    first !== undefined && second !== undefined && [first.note, second.note].includes(file.log.checkpoint),
    '给出的比较与凭证的检查点无关',
    'The comparison is not about the checkpoint of the evidence',
  );
  mustBe(
    isExtension({ first, second, proof: given.proof.map(bytes) }),
    '两个检查点不属于同一份只增不减的日志',
    'The two checkpoints are not of one log that only grew',
  );
  return proven(
    `大小 ${first.size} 与 ${second.size} 的检查点属于同一份只增不减的日志`,
    `The checkpoints of size ${first.size} and ${second.size} are of one log that only grew`,
  );
};
