import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { StartFault } from '../startFault.ts';
import type { SmsTemplate } from './queue.ts';
import { isCode, shownLength, templates } from './templates.ts';

/** A logical template of ours as a provider approved it. */
const entry = z.strictObject({
  id: z.string().min(1).max(60),
  /** The approved text, exactly: `${name}` at Aliyun, `{1}` at Tencent. */
  text: z.string().min(1).max(500),
  /** Our variables in the order in which the text has its own. */
  variables: z.array(z.string().max(40)).max(10),
  /** The longest value that this provider lets a variable have, where it is not its usual one. */
  longest: z.number().int().min(1).max(100).optional(),
});
const shape = z.partialRecord(z.enum(['aliyun', 'tencent']), z.record(z.string().max(60), entry));
type Entry = z.output<typeof entry>;

export interface Sentence {
  readonly zh: string;
  readonly en: string;
}
export interface ProviderTemplates {
  /** The provider's template, and its parameters by its own names in order. @throws Error for a template that the file does not have. */
  fill(
    template: string,
    variables: Readonly<Record<string, string>>,
  ): { readonly id: string; readonly parameters: readonly (readonly [string, string])[] };
}

const fileBytesMost = 256 * 1024;
/** What the providers' rules say (help.aliyun.com 44357 and 463237; cloud.tencent.com 382/13301 says 6 at worst). */
const longest = { aliyun: 35, tencent: 6 } as const;
const codeLongest = 6;

type Named = 'aliyun' | 'tencent';
const isNamed = (name: string): name is Named => name === 'aliyun' || name === 'tencent';

/** What is wrong with SMS_TEMPLATES_FILE, one sentence each; none when every provider in use can send every message. */
export function checkTemplates(config: Pick<Config, 'sms'>): readonly Sentence[] {
  const inUse = config.sms.providers.filter(isNamed);
  if (inUse.length === 0) return [];
  const read = readTemplates(config);
  if ('zh' in read) return [read];
  return inUse.flatMap((provider) =>
    (Object.keys(templates) as SmsTemplate[]).flatMap((name) => checkOne(provider, name, read.file[provider]?.[name])),
  );
}

/** For the start: an installation that could not send a message must not take orders. @throws {StartFault} with the first thing that is wrong. */
export function requireTemplates(config: Pick<Config, 'sms'>): void {
  const [first] = checkTemplates(config);
  if (first) throw new StartFault(first.zh, first.en);
}

/** @throws Error when the file cannot be used; `checkTemplates` says why. */
export function loadTemplates(config: Pick<Config, 'sms'>, provider: Named): ProviderTemplates {
  const read = readTemplates(config);
  if ('zh' in read) throw new Error(read.en);
  const entries = read.file[provider] ?? {};
  return {
    fill(template, variables) {
      const found = Object.hasOwn(entries, template) ? entries[template] : undefined;
      if (!found) throw new Error(`${provider} has no template for ${template}`);
      const names = placesOf(provider, found.text);
      const values = found.variables.map((name) => variables[name] ?? '');
      return { id: found.id, parameters: values.map((value, i) => [names[i] ?? String(i + 1), value]) };
    },
  };
}

function readTemplates({ sms }: Pick<Config, 'sms'>): { readonly file: z.output<typeof shape> } | Sentence {
  const path = sms.templatesFile ?? '';
  let text: string;
  try {
    if (statSync(path).size > fileBytesMost) throw new Error('too large');
    text = readFileSync(path, 'utf8');
  } catch {
    return { zh: `无法读取短信模板文件 ${path}`, en: `the SMS template file ${path} cannot be read` };
  }
  try {
    return { file: shape.parse(JSON.parse(text)) };
  } catch (error) {
    const where = error instanceof z.ZodError ? (error.issues[0]?.path.join('.') ?? '') : 'JSON';
    return {
      zh: `短信模板文件 ${path} 的格式不正确：${where}`,
      en: `the SMS template file ${path} is malformed: ${where}`,
    };
  }
}

const placesOf = (provider: Named, text: string): string[] =>
  [...text.matchAll(provider === 'aliyun' ? /\$\{([A-Za-z0-9_]{1,40})\}/g : /\{(\d{1,2})\}/g)].map((m) => m[1] ?? '');

function checkOne(provider: Named, name: SmsTemplate, given: Entry | undefined): Sentence[] {
  const about = `${provider}.${name}`;
  if (!given) return [{ zh: `短信模板 ${about} 没有配置`, en: `the SMS template ${about} is missing` }];
  const wrong: Sentence[] = [];
  const places = placesOf(provider, given.text);
  const { variables } = templates[name];
  if (given.variables.toSorted().join() !== [...variables].toSorted().join())
    wrong.push({
      zh: `短信模板 ${about} 的变量应为 ${variables.join('、')}，实际为 ${given.variables.join('、') || '无'}`,
      en: `the SMS template ${about} should have the variables ${variables.join(', ')}, not ${given.variables.join(', ') || 'none'}`,
    });
  if (places.length !== given.variables.length || new Set(places).size !== places.length)
    wrong.push({
      zh: `短信模板 ${about} 的正文有 ${places.length} 个变量，配置了 ${given.variables.length} 个`,
      en: `the text of the SMS template ${about} has ${places.length} variables, ${given.variables.length} are configured`,
    });
  const most = isCode(name) ? codeLongest : (given.longest ?? longest[provider]);
  for (const variable of given.variables)
    if (shownLength(variable) > most)
      wrong.push({
        zh: `短信模板 ${about} 的变量 ${variable} 有 ${shownLength(variable)} 个字符，超过 ${most}`,
        en: `the variable ${variable} of the SMS template ${about} has ${shownLength(variable)} characters, more than ${most}`,
      });
  if (isCode(name) && !given.text.includes('验证码'))
    wrong.push({
      zh: `短信模板 ${about} 的正文必须含有“验证码”`,
      en: `the text of the SMS template ${about} must contain 验证码`,
    });
  if (/\}\s*\$?\{/.test(given.text) || /https?:|www\./i.test(given.text))
    wrong.push({
      zh: `短信模板 ${about} 的正文不能有相邻的变量或网址`,
      en: `the text of the SMS template ${about} must have neither adjacent variables nor an address`,
    });
  return wrong;
}
