import './node.js';

// Node's notices on its own younger parts help nobody who ships.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => {
  if (name !== 'ExperimentalWarning') console.error(`${name}: ${message}`);
});

// Not before the Node is new enough: it reads TypeScript.
const { ship } = await import('./ship/ship.ts');
process.exitCode = await ship(process.argv.slice(2));
