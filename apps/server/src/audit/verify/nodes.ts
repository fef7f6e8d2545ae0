import type { Findings } from './findings.ts';
import { ownerless, type Stored, storedNodes } from './stored.ts';
import type { Walk } from './walk.ts';

/** Nodes that proofs are made of, and rows of nobody. */
export async function checkNodes({ trx, caId }: Stored, { nodes }: Walk, { say }: Findings): Promise<void> {
  const unseen = new Map(nodes);
  for (const { level, index, hash } of await storedNodes(trx, caId)) {
    const name = `${level}/${index}`;
    const right = nodes.get(name);
    unseen.delete(name);
    if (!right) say(`日志树多出节点 ${name}`, `the tree has a node ${name} that is none of its own`);
    else if (!right?.equals(hash)) say(`日志树的节点 ${name} 被改动`, `the node ${name} of the tree was changed`);
  }
  for (const name of unseen.keys()) say(`日志树的节点 ${name} 被删除`, `the node ${name} of the tree was removed`);
  const strays = await ownerless(trx);
  if (strays > 0) say(`有 ${strays} 行不属于任何 CA`, `${strays} rows belong to no CA`);
}
