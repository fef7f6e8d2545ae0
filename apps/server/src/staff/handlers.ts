import type { Handler } from '../operation.ts';
import { list } from './list.ts';
import { logIn } from './logIn.ts';
import { logOut } from './logOut.ts';
import { me } from './me.ts';

export const handlers: readonly Handler[] = [logIn, logOut, me, list];
