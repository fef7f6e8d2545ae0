import { whyNoPostgres } from './cluster.ts';
import { defineRaces } from './racing.ts';
import { test } from './test.ts';

const reason = whyNoPostgres();
test.skip(reason !== undefined, reason ?? '');
test.use({ engine: 'postgres' });
defineRaces();
