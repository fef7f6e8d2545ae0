import { type Language, useLanguage } from '@jiesuo/ui';
import { en } from '../../words/dashboard/en.ts';
import { type DashboardWords, zh } from '../../words/dashboard/zh.ts';

const all: Record<Language, DashboardWords> = { zh, en };
export const useDashboardWords = (): DashboardWords => all[useLanguage()];
