import type { Ground } from '../ground/ground.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

const pageMs = 1_500;
const overPeerMs = 1_500;

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
  return [
    { what: 'second start, first page', ms: median(pages), runs, against: 'fixed', limitMs: pageMs },
    {
      what: 'second start, first answer of the API',
      ms: median(answers),
      runs,
      against: `bare PGlite opening the same data (${peer.toFixed(0)} ms) + ${overPeerMs} ms`,
      limitMs: peer + overPeerMs,
    },
  ];
}
