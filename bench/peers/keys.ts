import { keyTimes } from '../../e2e/keyTimes.ts';

// The slowest answer to a key on the review screen.
const [rounds = ''] = process.argv.slice(2);
const times = await keyTimes(Number(rounds));
process.stdout.write(`${Math.max(...times)}\n`);
process.exit(0);
