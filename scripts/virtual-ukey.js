import './node.js';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `用法 Usage: node scripts/virtual-ukey.js [--model ID|FILE] [--kind sm2|rsa|p256] [--to bridge|vpcd] [--port N] [--out FOLDER]

按型号文件造一个虚拟KEY，一直插着，直到按 Ctrl-C。 Makes a virtual UKey of that model and leaves it plugged in until Ctrl-C.
  --model  自带型号的编号，或您的型号文件，默认 jiesuo-virtual。 Id of a model that comes with it, or a file of your own.
  --to     bridge：证书助手的 virtual 驱动和 SKF 库（端口 17481）；vpcd：pcscd 的虚拟读卡器（端口 35963）。
           bridge: the virtual driver and the SKF library; vpcd: the virtual reader of pcscd.
  --out    写出登记用的 ukeys.json 和证书。 Writes ukeys.json for the registry, and the certificate.`;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        model: { type: 'string', default: 'jiesuo-virtual' },
        kind: { type: 'string' },
        to: { type: 'string', default: 'bridge' },
        port: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const isKnown =
      [undefined, 'sm2', 'rsa', 'p256'].includes(values.kind) &&
      ['bridge', 'vpcd'].includes(values.to) &&
      /^[0-9]{1,5}$/.test(values.port ?? '0');
    if (isKnown && !values.help) return values;
    console.log(usage);
    process.exit(values.help ? 0 : 1);
  } catch {
    console.error(usage);
    process.exit(1);
  }
}

const { model: wanted, kind, to, port, out } = options();
const [{ makeCard }, { plugIn }] = await Promise.all([
  import('./virtual-ukey/make.ts'),
  import('./virtual-ukey/plug.ts'),
]);
try {
  const made = makeCard(wanted, kind);
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'ukeys.json'), `${JSON.stringify([made.record], null, 2)}\n`, { mode: 0o600 });
    writeFileSync(join(out, 'certificate.pem'), made.record.certificate);
  }
  const place = await plugIn(made.card, to, port === undefined ? undefined : Number(port));
  for (const line of made.lines) console.log(line);
  console.log(place);
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  process.exit(0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
