import type { PinRules } from '@jiesuo/ceremony';
import { alphabetsEn, alphabetsZh } from '../window/words.alphabets.ts';
import type { Language, PromptFacts } from './prompt.ts';

/** All that a native dialog says, in one language; the faults of a PIN are the window's own sentences. */
export interface PromptWords {
  readonly title: Readonly<Record<'new_pin' | 'old_pin' | 'yes_no', string>>;
  readonly facts: Readonly<Record<keyof PromptFacts, string>>;
  readonly phrase: string;
  readonly phraseMissing: string;
  readonly newPin: (min: number, max: number, alphabet: NonNullable<PinRules['alphabet']>) => string;
  readonly label: Readonly<Record<'first' | 'second' | 'old', string>>;
  readonly oldPin: string;
  readonly triesLeft: (left: number) => string;
  readonly warnLow: (left: number) => string;
  readonly wrong: string;
  readonly question: Readonly<Record<'read' | 'last_try', string>>;
  readonly button: Readonly<Record<'reset' | 'confirm' | 'read' | 'last_try' | 'cancel', string>>;
  readonly setup: Readonly<Record<'phrase' | 'image' | 'phraseBad' | 'imageBad' | 'noPicture' | 'saved', string>>;
}

const zh: PromptWords = {
  title: { new_pin: '证书助手：设置新的CA密码', old_pin: '证书助手：输入CA密码', yes_no: '证书助手：请确认' },
  facts: {
    ca: '发证机构',
    subscriber: '客户名称',
    serial: 'KEY序列号末位',
    portal: '网站',
    order: '订单',
    account: '账户',
  },
  phrase: '您的安全短语',
  phraseMissing: '还没有设置安全短语（bridge prompt setup）',
  newPin: (min, max, alphabet) => `请核对上面的信息，再输入两次新密码：${min} 至 ${max} 位${alphabetsZh[alphabet]}。`,
  label: { first: '新密码', second: '确认新密码', old: 'CA密码' },
  oldPin: '请核对上面的信息，再输入现在的CA密码。',
  triesLeft: (left) => `还可以尝试 ${left} 次。`,
  warnLow: (left) => `只剩 ${left} 次机会，用完后KEY会锁定。不确定时请取消。`,
  wrong: '密码不正确。',
  question: {
    read: '这个网站想读取KEY的证书、序列号和剩余尝试次数，不会改动KEY。是否允许？',
    last_try: '这是最后一次机会：再输错一次，KEY就会锁定。仍要继续吗？',
  },
  button: { reset: '重置', confirm: '确定', read: '允许读取', last_try: '继续', cancel: '取消' },
  setup: {
    phrase: '请输入一句安全短语（4 至 40 个字）。以后每个密码对话框都会显示它，没有它的对话框不要输入密码：',
    image: '图片文件（PNG 或 BMP，可不选，直接回车跳过）：',
    phraseBad: '安全短语需要 4 至 40 个字，且不能是密码。',
    imageBad: '图片必须是 1 MB 以内的 PNG 或 BMP 文件。',
    noPicture: '这个系统的密码对话框不能显示图片，只显示安全短语。',
    saved: '已保存。请记住：只有显示这句短语的对话框，才是证书助手的。',
  },
};

const en: PromptWords = {
  title: {
    new_pin: 'Certificate Bridge: new UKey PIN',
    old_pin: 'Certificate Bridge: UKey PIN',
    yes_no: 'Certificate Bridge: please confirm',
  },
  facts: {
    ca: 'Issued by',
    subscriber: 'Customer',
    serial: 'UKey serial ends in',
    portal: 'Website',
    order: 'Order',
    account: 'Account',
  },
  phrase: 'Your own phrase',
  phraseMissing: 'No phrase of your own is set yet (bridge prompt setup)',
  newPin: (min, max, alphabet) =>
    `Check what is shown above, then type the new PIN twice: ${min} to ${max} ${alphabetsEn[alphabet]}.`,
  label: { first: 'New PIN', second: 'New PIN again', old: 'UKey PIN' },
  oldPin: 'Check what is shown above, then type the present UKey PIN.',
  triesLeft: (left) => (left === 1 ? 'One try is left.' : `${left} tries are left.`),
  warnLow: (left) =>
    `${left === 1 ? 'Only one try is' : `Only ${left} tries are`} left before the UKey locks. Cancel if you are not sure.`,
  wrong: 'The PIN is wrong.',
  question: {
    read: 'This website wants to read the certificates, the serial number and the tries left of your UKey. It changes nothing. Allow it?',
    last_try: 'This is the last try: if the PIN is wrong once more, the UKey locks. Go on?',
  },
  button: { reset: 'Reset', confirm: 'OK', read: 'Allow reading', last_try: 'Go on', cancel: 'Cancel' },
  setup: {
    phrase:
      'Type a phrase of your own (4 to 40 characters). Every PIN dialog will show it; type no PIN into one that does not:',
    image: 'A picture (PNG or BMP; press Enter for none):',
    phraseBad: 'The phrase needs 4 to 40 characters, and must not be a PIN.',
    imageBad: 'The picture must be a PNG or BMP file of at most 1 MB.',
    noPicture: 'The PIN dialog of this system shows no pictures, only the phrase.',
    saved: 'Saved. Remember: only a dialog with this phrase is the bridge’s.',
  },
};

export const promptWords: Readonly<Record<Language, PromptWords>> = { zh, en };

/** What the ticket or a claim says is written by others: no line breaks, no hidden or turning characters, no markup, and short. */
export function plainText(text: string, charactersMax: number): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}\p{Z}]+/gu, ' ')
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .replaceAll('&', '＆')
    .trim();
  const characters = Array.from(clean);
  return characters.length <= charactersMax ? clean : `${characters.slice(0, charactersMax - 1).join('')}…`;
}

/** Of an origin the end is what matters: the name that somebody registered, and the port. */
const plainOrigin = (origin: string): string => {
  const clean = plainText(origin, 1000);
  return clean.length <= 80 ? clean : `…${clean.slice(-79)}`;
};

const shown: readonly (keyof PromptFacts)[] = ['ca', 'subscriber', 'serial', 'portal', 'order', 'account'];

/** One line for each fact, the phrase first: people look there. */
export function factLines(facts: PromptFacts, phrase: string | undefined, language: Language): readonly string[] {
  const words = promptWords[language];
  const colon = language === 'zh' ? '：' : ': ';
  const lines = shown.flatMap((name) => {
    const fact = facts[name];
    if (fact === undefined || fact === '') return [];
    const text =
      name === 'portal' ? plainOrigin(fact) : name === 'serial' ? plainText(fact, 64).slice(-6) : plainText(fact, 40);
    return [`${words.facts[name]}${colon}${text}`];
  });
  return [phrase === undefined ? words.phraseMissing : `${words.phrase}${colon}${plainText(phrase, 40)}`, ...lines];
}
