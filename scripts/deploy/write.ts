import { writeFileSync } from 'node:fs';
import { pageOf } from './reference.ts';

for (const [language, name] of [
  ['zh', 'configuration.md'],
  ['en', 'configuration.en.md'],
] as const)
  writeFileSync(new URL(`../../docs/guide/operator/${name}`, import.meta.url), pageOf(language));
