import './node.js';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const pairs = [
  ['embedded', ['embedded', 'postgres']],
  ['postgres', ['postgres', 'embedded']],
];
const only = values.only?.split('-');
const { openCluster, whyNoPostgres } = await import('../e2e/faults/cluster.ts');
const { drill } = await import('../e2e/drill/drill.ts');
const missing = whyNoPostgres();
if (missing !== undefined && !(only?.every((kind) => kind === 'embedded') ?? false)) {
  console.error(`需要 PostgreSQL（apt-get install postgresql）(a PostgreSQL is needed: ${missing})`);
  process.exit(1);
}
const cluster = missing === undefined && !only?.every((kind) => kind === 'embedded') ? openCluster() : undefined;
const rounds = [];
try {
  for (const [from, targets] of pairs) {
    const chosen = targets.filter((to) => only === undefined || (only[0] === from && only[1] === to));
    if (chosen.length > 0) rounds.push(...(await drill(from, chosen, (name) => cluster.database(name))));
  }
} finally {
  cluster?.close();
}

const yuan = (fen) => (fen / 100).toFixed(2);
console.log(
  'from → to               backup s    MB  restore s  serves s  orders  files  leaves  written   in = kept + back + waits',
);
for (const { from, to, books, ...r } of rounds)
  console.log(
    [
      `${from} → ${to}`.padEnd(22),
      r.backupSeconds.toFixed(1).padStart(10),
      (r.bytes / 1e6).toFixed(1).padStart(6),
      r.restoreSeconds.toFixed(1).padStart(10),
      r.serveSeconds.toFixed(1).padStart(9),
      String(books.orders).padStart(7),
      String(books.files).padStart(6),
      String(books.leaves).padStart(7),
      String(r.writesMeanwhile).padStart(8),
      `  ${yuan(books.inFen)} = ${yuan(books.keptFen)} + ${yuan(books.backFen)} + ${yuan(books.waitsFen)}`,
    ].join(''),
  );
const faults = rounds.flatMap(({ from, to, faults: said }) => said.map((fault) => `${from} → ${to}: ${fault}`));
for (const fault of faults) console.error(`✗ ${fault}`);
console.log(`restored ${rounds.length}, faults ${faults.length}`);
process.exitCode = faults.length === 0 && rounds.length > 0 ? 0 : 1;
