#!/usr/bin/env node
// Writes `dist/`: the package as it is published, for anyone without this repository. Then `npm pack ./packages/client/dist`.
import { build } from './build/build.ts';

await build();
