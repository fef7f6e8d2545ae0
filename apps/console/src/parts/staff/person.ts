import type { Answer } from '../../api.ts';

export type Person = Answer<'staff.list'>['items'][number];
