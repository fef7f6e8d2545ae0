import './node.js';

const { standUp } = await import('../apps/sim/src/stand.ts');
const { witnesses } = await import('../apps/sim/src/witness/witnesses.ts');

// The libraries of third parties against the sim's gateways: what they sign it verifies, what it signs they verify.
const stand = await standUp();
const outcomes = [];
for (const witness of witnesses)
  for (const { sdk, call, run } of witness(stand)) {
    const started = performance.now();
    const { isFine, said } = await run().then(
      (words) => ({ isFine: true, said: words }),
      (error) => ({ isFine: false, said: String(error?.message ?? error) }),
    );
    outcomes.push(isFine);
    const ms = `${(performance.now() - started).toFixed(0)} ms`;
    console.log(`${isFine ? '✓' : '✗'} ${sdk.padEnd(28)} ${call.padEnd(62)} ${ms.padStart(8)}  ${said}`);
  }
await stand.close();
const failed = outcomes.filter((isFine) => !isFine).length;
console.log(`calls ${outcomes.length}, passed ${outcomes.length - failed}, failed ${failed}`);
process.exit(failed === 0 && outcomes.length > 0 ? 0 : 1);
