import type { Handler } from '../operation.ts';
import { preview } from './preview.ts';
import { remove } from './remove.ts';
import { suggestions } from './suggestions.ts';
import { upload } from './upload.ts';

export const handlers: readonly Handler[] = [upload, remove, preview, suggestions];
