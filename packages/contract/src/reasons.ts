import type { MaterialKind } from './states.ts';

export interface CannedReason {
  readonly zh: string;
  readonly en: string;
  /** Which materials it is offered for. */
  readonly kinds: readonly MaterialKind[];
}
const all = ['authorization', 'business_license', 'id_card'] as const;
const stamped = ['authorization', 'business_license'] as const;

/** Frequent reasons of a refusal: what is wrong and what to do. Offered until staff publish a list of their own; each is said in both languages. */
export const cannedReasons: readonly CannedReason[] = [
  {
    zh: '公章不清晰，请重新盖章后扫描上传。',
    en: 'The seal is not legible. Please stamp again, scan and upload.',
    kinds: stamped,
  },
  {
    zh: '材料未加盖公章，请加盖单位公章后重新上传。',
    en: "The seal is missing. Please stamp it with the organisation's seal and upload again.",
    kinds: stamped,
  },
  {
    zh: '公章名称与客户名称不一致，请核对后重新上传。',
    en: 'The name on the seal differs from the customer name. Please check and upload again.',
    kinds: stamped,
  },
  {
    zh: '授权书内容不完整，请使用系统提供的授权书模板填写并盖章。',
    en: 'The letter is incomplete. Please use the letter that this site prepares, and stamp it.',
    kinds: ['authorization'],
  },
  {
    zh: '授权书中的经办人与填写的经办人不一致，请核对后重新上传。',
    en: 'The letter names another representative than the form. Please check and upload again.',
    kinds: ['authorization'],
  },
  {
    zh: '营业执照不是最新版本，或与证书中的单位名称不一致。',
    en: 'The licence is not the current one, or its name differs from the certificate.',
    kinds: ['business_license'],
  },
  {
    zh: '营业执照图片不完整，请完整扫描四边后重新上传。',
    en: 'A part of the licence is missing. Please scan all four edges and upload again.',
    kinds: ['business_license'],
  },
  {
    zh: '身份证已过有效期，请上传有效的身份证。',
    en: 'The ID card has expired. Please upload a valid one.',
    kinds: ['id_card'],
  },
  {
    zh: '身份证姓名或号码与填写的经办人信息不一致，请核对。',
    en: 'Name or number of the ID card differ from the form. Please check.',
    kinds: ['id_card'],
  },
  {
    zh: '身份证须为原件彩色扫描件，请不要上传复印件或黑白图片。',
    en: 'The ID card must be a colour scan of the original, not a copy or a black-and-white picture.',
    kinds: ['id_card'],
  },
  {
    zh: '图片模糊、反光或有遮挡，无法辨认，请重新扫描上传。',
    en: 'The picture is blurred, glaring or covered. Please scan again and upload.',
    kinds: all,
  },
  {
    zh: '上传的材料种类不对，请按要求上传对应的材料。',
    en: 'This is another document than asked for. Please upload the right one.',
    kinds: all,
  },
];

type Said = Pick<CannedReason, 'zh' | 'en'>;

/** A reason in the reader's language as far as it consists of `known` ones; own words stay as they were written. */
export const sayReason = (reason: string, language: 'zh' | 'en', known: readonly Said[] = cannedReasons): string =>
  known.reduce((text, canned) => text.replaceAll(canned[language === 'zh' ? 'en' : 'zh'], canned[language]), reason);

/** What is offered for one kind of material. */
export const reasonsFor = (kind: MaterialKind, offered: readonly CannedReason[]): CannedReason[] =>
  offered.filter(({ kinds }) => kinds.includes(kind));
