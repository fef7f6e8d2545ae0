import { parseArgs } from 'node:util';
import { StartFault } from '../startFault.ts';
import type { Command } from './command.ts';

const usage =
  'evidence verify FILE.json|FILE.pdf [--key PORTAL.pub|AUDIT.vkey …] [--issuer CA.crt …] [--compare COMPARISON.json] [--json]';

/** Exit code 0: whole. 1: something in it is a lie. 2: nothing is wrong, but the file was taken before its audit leaves were in the log. */
export const evidence: Command = {
  usage,
  summary: {
    zh: '离线校验重置凭证（JSON或PDF），逐项说明；默认信任 DATA_DIR/keys 里的公钥',
    en: 'verifies reset evidence offline, JSON or PDF, item by item; trusts the public keys of DATA_DIR/keys unless told otherwise',
  },
  async run(args) {
    const { file, values } = read(args);
    const { readEvidence, trustOf } = await import('./evidence/read.ts');
    const { examineFile } = await import('../orders/evidence/examine.ts');
    const { show } = await import('./evidence/show.ts');
    const examined = await examineFile(readEvidence(file), trustOf(values));
    show(examined, values.json ?? false);
    return examined.fault ? 1 : examined.isWhole ? 0 : 2;
  },
};

const options = {
  key: { type: 'string', multiple: true },
  issuer: { type: 'string', multiple: true },
  compare: { type: 'string' },
  json: { type: 'boolean' },
} as const;

function read(args: readonly string[]) {
  const misused = () => new StartFault(`用法：npm run server -- ${usage}`, `Usage: npm run server -- ${usage}`);
  let parsed: ReturnType<typeof parseArgs<{ allowPositionals: true; options: typeof options }>>;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw misused();
  }
  const [verb, file, ...rest] = parsed.positionals;
  if (verb !== 'verify' || file === undefined || rest.length > 0) throw misused();
  return { file, values: parsed.values };
}
