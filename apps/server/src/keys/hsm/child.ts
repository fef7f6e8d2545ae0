import type { HsmSettings } from './settings.ts';
import { openToken, type Token } from './token.ts';
import { type Answer, type Ask, HsmFault } from './words.ts';

/* The HSM's library runs here: it may hang, crash or fill the memory of a process that holds nothing else. */

let settings: HsmSettings | undefined;
let token: Token | undefined;

const answer = (one: Answer): Promise<void> =>
  new Promise((done) => process.send?.(one, undefined, undefined, () => done()));

process.on('message', (message: { settings: HsmSettings } | (Ask & { id: number })) => {
  if ('settings' in message) {
    settings = message.settings;
    return;
  }
  const { id } = message;
  try {
    if (!settings) throw new HsmFault('away', 'settings');
    token ??= openToken(settings);
    const value = run(token, message);
    // A key that is not there, or a token that no longer is: a library begun anew knows.
    void answer({ id, value }).then(() => value === undefined && process.exit(0));
  } catch (error) {
    const [fault, detail] = error instanceof HsmFault ? [error.kind, error.detail] : (['away', 'child'] as const);
    // A library that lost its token is best begun anew.
    void answer({ id, fault, detail }).then(() => process.exit(0));
  }
});
process.on('disconnect', () => process.exit(0));

function run(open: Token, ask: Ask) {
  switch (ask.ask) {
    case 'keys':
      return open.keys();
    case 'make':
      return open.make();
    case 'wrap':
      return open.wrap(ask.key, Buffer.from(ask.root));
    case 'unwrap':
      return open.unwrap(ask.key, ask.wrapped);
  }
}
