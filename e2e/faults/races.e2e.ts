import { defineRaces } from './racing.ts';

defineRaces();
