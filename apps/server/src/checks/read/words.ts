import type { OcrLine } from '../engine/ocr.ts';
import { idNumberIn } from './numbers.ts';
import type { Look } from './reading.ts';

/** Words that stand on every paper of a kind and on no other. */
const anchors: readonly (readonly [Exclude<Look, 'unknown' | 'id_card'>, readonly string[]])[] = [
  [
    'business_license',
    [
      '营业执照',
      '统一社会信用代码',
      '登记机关',
      '注册资本',
      '法定代表人',
      '经营范围',
      '成立日期',
      '营业期限',
      '类型',
      '住所',
    ],
  ],
  ['id_card_front', ['公民身份号码', '姓名', '性别', '民族', '出生', '住址']],
  ['id_card_back', ['居民身份证', '中华人民共和国', '签发机关', '有效期限', '公安局']],
  [
    'authorization',
    [
      '授权书',
      '介绍信',
      '授权下列',
      '兹授权',
      '兹委托',
      '兹介绍',
      '经办人',
      '客户名称',
      '盖章处',
      'KEY序列号',
      '密码重置',
    ],
  ],
];

export const compact = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '');

/** One word alone stands on many papers. */
const wordsLeast = 2;

/** By its words, and how many of them there are. */
export function lookOf(lines: readonly OcrLine[]): { look: Look; words: number } {
  const text = lines.map((line) => compact(line.text)).join('\n');
  const counts = new Map<Look, number>(
    anchors.map(([look, words]) => [look, words.filter((word) => isIn(text, word)).length]),
  );
  const count = (look: Look) => counts.get(look) ?? 0;
  // A number that passes its check digit says more of a card than the small words beside it.
  const numbered = lines.some((line) => idNumberIn(line.text)) ? 2 : 0;
  const [front, back] = [count('id_card_front') + numbered, count('id_card_back')];
  const [license, letter] = [count('business_license'), count('authorization')];
  const words = Math.max(front + back, license, letter);
  if (words < wordsLeast) return { look: 'unknown', words };
  if (words === license) return { look: 'business_license', words };
  if (words === letter) return { look: 'authorization', words };
  if (front >= wordsLeast && back >= wordsLeast) return { look: 'id_card', words };
  return { look: front >= back ? 'id_card_front' : 'id_card_back', words };
}

/** Long words may have one character read wrong. */
function isIn(text: string, word: string): boolean {
  if (text.includes(word)) return true;
  if (word.length < 4) return false;
  for (let at = 0; at + word.length <= text.length; at += 1) {
    let wrong = 0;
    for (let i = 0; i < word.length && wrong < 2; i += 1) if (text[at + i] !== word[i]) wrong += 1;
    if (wrong < 2) return true;
  }
  return false;
}
