import { createFrontier } from '../merkle/frontier.ts';
import { HASH_BYTES } from '../merkle/hash.ts';
import type { Checkpoint } from '../note/checkpoint.ts';
import { TILE_HEIGHT } from '../tree/nodes.ts';
import type { Findings } from './findings.ts';

export interface Walk {
  add(hash: Buffer | undefined): void;
  end(): void;
  node(level: number, index: number): Buffer | undefined;
  readonly nodes: ReadonlyMap<string, Buffer>;
}

/** Builds the tree again and holds its root against every checkpoint. */
export function createWalk(checkpoints: readonly Checkpoint[], { say }: Findings): Walk {
  const frontier = createFrontier();
  const nodes = new Map<string, Buffer>();
  let next = 0;
  let isWhole = true;
  let wrong = 0;
  return {
    nodes,
    node: (level, index) => nodes.get(`${level}/${index}`),
    add(hash) {
      isWhole &&= hash !== undefined;
      frontier.push(hash ?? Buffer.alloc(HASH_BYTES), 0, (level, index, node) => {
        if (level > 0 && level % TILE_HEIGHT === 0) nodes.set(`${level / TILE_HEIGHT}/${index}`, node);
      });
      const checkpoint = checkpoints[next];
      if (checkpoint?.size !== frontier.size) return;
      next++;
      // One wrong entry makes every later root wrong: the first says where.
      if (isWhole && !frontier.root().equals(checkpoint.root) && wrong++ === 0)
        say(
          `条目与大小为 ${checkpoint.size} 的检查点不符：这之前有内容被改动`,
          `the entries are not those of the checkpoint of size ${checkpoint.size}: something up to there was changed`,
        );
    },
    end() {
      const missing = checkpoints.at(-1);
      if (missing && next < checkpoints.length)
        say(
          `检查点到大小 ${missing.size}，而条目只有 ${frontier.size} 条：末尾被截断`,
          `the checkpoints reach size ${missing.size} while there are only ${frontier.size} entries: the end was cut off`,
        );
    },
  };
}
