import { z } from 'zod';
import { shape } from '../../apps/server/src/config.ts';
import { words } from './words.ts';

type Language = 'zh' | 'en';

interface Setting {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** As the server's schema has them, in its order. */
export function settings(): Readonly<Record<string, Setting>> {
  const { properties = {} } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return properties as Record<string, Setting>;
}

const frame = {
  zh: {
    title: '# 设置一览',
    other: '[English](configuration.en.md)',
    text: '这一页由 `node scripts/deploy/write.ts` 从程序的设置表生成，请勿手改。服务器只读环境变量；`npm run server -- check-config` 检查它们。',
    head: '| 变量 | 默认 | 可以是 | 含义 |',
    none: '无',
  },
  en: {
    title: '# Configuration reference',
    other: '[中文](configuration.md)',
    text: 'Made by `node scripts/deploy/write.ts` from the program’s own schema; not edited by hand. The server reads environment variables alone; `npm run server -- check-config` checks them.',
    head: '| variable | default | may be | meaning |',
    none: 'none',
  },
} as const;

/** The page of one language. @throws Error for a setting without words, or words without a setting. */
export function pageOf(language: Language): string {
  const known = settings();
  const strange = Object.keys(words).filter((name) => !Object.hasOwn(known, name));
  if (strange.length > 0) throw new Error(`words without a setting: ${strange.join(', ')}`);
  const { title, other, text, head, none } = frame[language];
  const rows = Object.entries(known).map(([name, setting]) => {
    const meaning = words[name]?.[language === 'zh' ? 0 : 1];
    if (meaning === undefined) throw new Error(`a setting without words: ${name}`);
    const initial = setting.default === undefined || setting.default === '' ? none : code(setting.default);
    return `| \`${name}\` | ${initial} | ${rangeOf(setting)} | ${meaning} |`;
  });
  return `${[title, '', other, '', text, '', head, '|---|---|---|---|', ...rows].join('\n')}\n`;
}

function rangeOf({ enum: values, const: only, type, minimum, maximum }: Setting): string {
  if (values) return values.map(code).join(' ');
  if (only !== undefined) return code(only);
  if (type === 'integer' || type === 'number') return `${minimum ?? ''}–${maximum ?? ''}`;
  return '';
}

const code = (value: unknown): string => `\`${String(value).replaceAll('|', '\\|')}\``;
