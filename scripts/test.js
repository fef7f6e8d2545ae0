import './node.js';

// Not before the Node is new enough: these name what an older one does not have, and would fail while they are linked.
const { lanes } = await import('./lanes/lanes.js');
const { bring, commandFor } = await import('./lanes/middleware.js');

const isCi = process.env.CI === 'true';
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !lanes.some((lane) => lane.name === name));
if (unknown.length > 0) {
  const names = lanes.map((lane) => lane.name).join(', ');
  console.error(`没有这样的测试：${unknown.join('、')}，可选：${names} (no such lane; there are: ${names})`);
  process.exit(1);
}

const chosen = asked.length === 0 ? lanes : lanes.filter((lane) => asked.includes(lane.name));
const missing = await bring([...new Set(chosen.flatMap((lane) => lane.needs))]);
const rows = new Map();
// Lanes of one stage run side by side, those of one chain in it one after another: most of them wait more than they work.
for (const stage of stagesOf(chosen))
  await Promise.all(
    stage.map(async (chain) => {
      for (const lane of chain) rows.set(lane, await runLane(lane));
    }),
  );
showTable(chosen.map((lane) => rows.get(lane)));

/** Lanes without a chain are a stage each; neighbours with one are a stage together. */
function stagesOf(all) {
  const stages = [];
  let open;
  for (const lane of all) {
    if (lane.chain === undefined) {
      open = undefined;
      stages.push([[lane]]);
      continue;
    }
    if (!open) {
      open = new Map();
      stages.push(open);
    }
    open.set(lane.chain, [...(open.get(lane.chain) ?? []), lane]);
  }
  return stages.map((stage) => (Array.isArray(stage) ? stage : [...stage.values()]));
}

async function runLane({ name, needs, run }) {
  const absent = needs.filter((need) => missing.includes(need));
  if (absent.length > 0) {
    const note = `跳过，缺少 ${absent.join('、')}：${commandFor(absent)} (skipped: missing)`;
    return { name, passed: 0, failed: isCi ? 1 : 0, skipped: 1, seconds: 0, note };
  }
  if (!run) return { name, passed: 0, failed: 0, skipped: 0, seconds: 0, note: '包含在 unit 中 (within unit)' };
  console.log(`\n── ${name} ──`);
  const since = performance.now();
  return { name, ...(await run()), seconds: (performance.now() - since) / 1000, note: '' };
}

function showTable(lines) {
  const sum = (key) => lines.reduce((all, line) => all + line[key], 0);
  console.log(
    `\n${'lane'.padEnd(10)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`,
  );
  for (const line of lines) {
    const numbers = `${String(line.passed).padStart(8)}${String(line.failed).padStart(8)}${String(line.skipped).padStart(9)}`;
    console.log(`${line.name.padEnd(10)}${numbers}${line.seconds.toFixed(1).padStart(9)}  ${line.note}`);
  }
  for (const { name, failures = [] } of lines) for (const title of failures) console.log(`✗ ${name}: ${title}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exit(sum('failed') === 0 ? 0 : 1);
}
