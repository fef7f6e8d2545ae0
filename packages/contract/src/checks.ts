import { z } from 'zod';
import * as f from './fields.ts';
import { region } from './shapes.ts';

/** `waiting`: not looked at yet; `failed`: could not be checked, see the reason. Neither holds anything up. */
export const checkStates = ['waiting', 'done', 'failed'] as const;

/** Why a material could not be checked. A person looks at it as at any other. */
export const checkFailures = ['off', 'too_slow', 'too_large', 'unreadable', 'broken'] as const;
export type CheckFailure = (typeof checkFailures)[number];
export const checkFailureWords: Record<CheckFailure, { zh: string; en: string }> = {
  off: { zh: '材料预审已关闭。', en: 'Checks of materials are switched off.' },
  too_slow: { zh: '预审超过了时限，已停止。', en: 'The check took too long and was stopped.' },
  too_large: { zh: '预审占用内存过多，已停止。', en: 'The check took too much memory and was stopped.' },
  unreadable: { zh: '图片无法打开。', en: 'The picture could not be opened.' },
  broken: { zh: '预审程序出错。', en: 'The checking program failed.' },
};

export const severities = ['hint', 'warning'] as const;

/** What the machine suggests to look at, as staff read it. It never decides. */
export const findingWords = {
  looks_like_license: { zh: '这里看起来放的是营业执照', en: 'This looks like a business licence' },
  looks_like_id_card: { zh: '这里看起来放的是身份证', en: 'This looks like an ID card' },
  looks_like_letter: { zh: '这里看起来放的是授权书或介绍信', en: 'This looks like a letter of authorisation' },
  not_recognised: { zh: '没有认出是哪种材料', en: 'What this is was not recognised' },
  id_card_front_missing: {
    zh: '只看到国徽面，缺少人像面',
    en: 'Only the emblem side was found; the portrait side is missing',
  },
  id_card_back_missing: {
    zh: '只看到人像面，缺少国徽面',
    en: 'Only the portrait side was found; the emblem side is missing',
  },
  seal_missing: { zh: '没有找到红色印章', en: 'No red seal was found' },
  seal_name_differs: {
    zh: '印文与客户名称看起来不一致',
    en: 'The text of the seal seems to differ from the customer name',
  },
  company_differs: { zh: '单位名称与申请表不一致', en: 'The company name differs from the form' },
  uscc_differs: { zh: '统一社会信用代码与证书不一致', en: 'The credit code differs from the certificate' },
  uscc_check_digit: { zh: '统一社会信用代码的校验位不对', en: 'The check digit of the credit code is wrong' },
  code_differs: {
    zh: '执照二维码中的信用代码与证书不一致',
    en: "The licence's QR code states another credit code than the certificate",
  },
  person_differs: { zh: '经办人姓名与申请表不一致', en: "The representative's name differs from the form" },
  id_number_differs: { zh: '身份证号与申请表不一致', en: 'The ID number differs from the form' },
  id_number_check_digit: { zh: '身份证号的校验位不对', en: 'The check digit of the ID number is wrong' },
  id_card_expired: { zh: '身份证已过有效期', en: 'The ID card has expired' },
  license_expired: { zh: '执照已过营业期限', en: "The licence's term has ended" },
  letter_of_another_draft: {
    zh: '这份授权书是为另一份申请打印的',
    en: 'This letter was printed for another application',
  },
  blurred: { zh: '图片模糊', en: 'The picture is blurred' },
  edge_cut: { zh: '边缘不完整', en: 'An edge is cut off' },
  too_small: { zh: '图片太小', en: 'The picture is too small' },
  seen_elsewhere: { zh: '同一文件曾由另一个账户上传', en: 'The same file was uploaded by another account before' },
  similar_elsewhere: {
    zh: '同一扫描件可能曾由另一个账户上传',
    en: 'The same scan was probably uploaded by another account before',
  },
} as const satisfies Record<string, { zh: string; en: string }>;
export type FindingCode = keyof typeof findingWords;
export const findingCodes = Object.keys(findingWords) as [FindingCode, ...FindingCode[]];

/** What a customer is told right after the upload, and what helps. What is compared with the registry is not: it would teach a forger. */
export const suggestionWords = {
  looks_like_license: {
    zh: '这看起来是营业执照，请确认是否放错了位置。',
    en: 'This looks like a business licence. Please check that it is in the right place.',
  },
  looks_like_id_card: {
    zh: '这看起来是身份证，请确认是否放错了位置。',
    en: 'This looks like an ID card. Please check that it is in the right place.',
  },
  looks_like_letter: {
    zh: '这看起来是授权书，请确认是否放错了位置。',
    en: 'This looks like a letter of authorisation. Please check that it is in the right place.',
  },
  id_card_front_missing: {
    zh: '这看起来是身份证的国徽面，还缺有照片的一面。请把两面放在同一张图片或同一个PDF里。',
    en: 'This looks like the back of the ID card. The side with the photo is missing: please put both sides into one picture or one PDF.',
  },
  id_card_back_missing: {
    zh: '还缺身份证的国徽面（有效期限在这一面）。请把两面放在同一张图片或同一个PDF里。',
    en: 'The back of the ID card, which shows its validity, is missing: please put both sides into one picture or one PDF.',
  },
  seal_missing: {
    zh: '没有找到红色公章。请加盖公章后，彩色扫描或拍照上传。',
    en: 'No red seal was found. Please stamp the paper, then scan or photograph it in colour.',
  },
  id_card_expired: {
    zh: '身份证看起来已过有效期，请换用有效的身份证。',
    en: 'The ID card seems to have expired. Please use a valid one.',
  },
  license_expired: {
    zh: '执照看起来已过营业期限，请换用现行的执照。',
    en: 'The term of the licence seems to have ended. Please use the current one.',
  },
  letter_of_another_draft: {
    zh: '这份授权书看起来是为另一份申请打印的，请重新下载、打印、盖章。',
    en: 'This letter seems to belong to another application. Please download, print and stamp it again.',
  },
  blurred: {
    zh: '图片看起来有些模糊，请对准、拿稳后重新拍摄，或使用扫描件。',
    en: 'The picture looks blurred. Please hold still and take it again, or use a scan.',
  },
  edge_cut: {
    zh: '材料的边缘看起来没有拍全，请把四边都放进画面。',
    en: 'An edge of the paper seems to be cut off. Please get all four edges into the picture.',
  },
  too_small: {
    zh: '图片太小，字可能看不清，请用更高的清晰度。',
    en: 'The picture is small and may be hard to read. Please use a higher resolution.',
  },
} as const satisfies Partial<Record<FindingCode, { zh: string; en: string }>>;
export type SuggestionCode = keyof typeof suggestionWords;
export const suggestionCodes = Object.keys(suggestionWords) as [SuggestionCode, ...SuggestionCode[]];

export const comparedFacts = [
  'company',
  'uscc',
  'person',
  'id_number',
  'id_valid_until',
  'license_valid_until',
  'seal',
  'reference',
] as const;
export type ComparedFact = (typeof comparedFacts)[number];
export const comparedFactWords: Record<ComparedFact, { zh: string; en: string }> = {
  company: { zh: '单位名称', en: 'Company name' },
  uscc: { zh: '统一社会信用代码', en: 'Credit code' },
  person: { zh: '经办人姓名', en: "Representative's name" },
  id_number: { zh: '身份证号', en: 'ID number' },
  id_valid_until: { zh: '身份证有效期至', en: 'ID card valid until' },
  license_valid_until: { zh: '营业期限至', en: 'Licence valid until' },
  seal: { zh: '印文', en: 'Text of the seal' },
  reference: { zh: '授权书编号', en: 'Reference of the letter' },
};

/** `close` is one or two characters away: perhaps read wrong, perhaps not the same. `unread`: look yourself. */
export const outcomes = ['equal', 'close', 'differs', 'unread'] as const;
export type Outcome = (typeof outcomes)[number];
export const outcomeWords: Record<Outcome, { zh: string; en: string }> = {
  equal: { zh: '一致', en: 'Agrees' },
  close: { zh: '请核对', en: 'Please compare' },
  differs: { zh: '不一致', en: 'Differs' },
  unread: { zh: '未识别', en: 'Not read' },
};

/** Where to look; null where nothing of it was found. */
const place = { region: region.nullable() };
export const finding = z.strictObject({ code: z.enum(findingCodes), severity: z.enum(severities), ...place });
export const comparison = z.strictObject({
  fact: z.enum(comparedFacts),
  outcome: z.enum(outcomes),
  /** What was read and what should stand there; null where there is nothing to show. ID numbers are masked for everyone but the reviewer who holds the order. */
  read: z.string().nullable(),
  expected: z.string().nullable(),
  ...place,
});

/** 材料预审 of one material: suggestions for the person who decides. */
export const documentCheck = z.strictObject({
  material: f.id,
  state: z.enum(checkStates),
  failure: z.enum(checkFailures).nullable(),
  /** By which version it was read and judged. */
  engine: z.string().nullable(),
  checkedAt: f.at.nullable(),
  findings: z.array(finding),
  comparisons: z.array(comparison),
});
export const suggestions = z.strictObject({
  state: z.enum(checkStates),
  suggestions: z.array(z.strictObject({ code: z.enum(suggestionCodes), ...place })),
});

export type Finding = z.output<typeof finding>;
export type Comparison = z.output<typeof comparison>;
export type DocumentCheck = z.output<typeof documentCheck>;
