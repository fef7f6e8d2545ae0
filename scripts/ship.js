import './node.js';

// Not before the Node is new enough: it reads TypeScript.
const { ship } = await import('./ship/ship.ts');
process.exitCode = await ship(process.argv.slice(2));
