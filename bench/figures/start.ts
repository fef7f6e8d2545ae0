import type { Ground } from '../ground/ground.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

const pageMs = 1_500;
const overPeerMs = 1_500;
/** Where others load the machine, fixed times say nothing: the whole server may then take this many times what the bare engine takes. */
const timesPeer = 4;

/** The server's second start, turn by turn with bare PGlite opening a copy of the same data in a process of its own. */
export async function measureStart(ground: Ground, copy: string, runs: number): Promise<readonly Line[]> {
  const origin = `http://127.0.0.1:${ground.ports.portal}`;
  const pages: number[] = [];
  const answers: number[] = [];
  const peers: number[] = [];
  for (let run = 0; run < runs; run++) {
    peers.push((await runPeer('open.ts', [copy])).ms);
    const server = ground.run('apps/server/server.js');
    pages.push(await server.answered(`${origin}/`));
    answers.push(await server.answered(`${origin}/api/settings.show`));
    await server.stop();
  }
  const peer = median(peers);
  const bare = `bare PGlite opening the same data (${peer.toFixed(0)} ms)`;
  return [
    {
      what: 'second start, first page',
      ms: median(pages),
      runs,
      against: `${pageMs} ms, or ${timesPeer} × ${bare}`,
      limitMs: Math.max(pageMs, timesPeer * peer),
    },
    {
      what: 'second start, first answer of the API',
      ms: median(answers),
      runs,
      against: `the same + ${overPeerMs} ms, or ${timesPeer} ×`,
      limitMs: Math.max(peer + overPeerMs, timesPeer * peer),
    },
  ];
}
