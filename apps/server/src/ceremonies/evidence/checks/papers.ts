import { createHash } from 'node:crypto';
import { materialKinds } from '@jiesuo/contract';
import { ifTold, isInOrder, mustBe, proven } from './told.ts';

const named = (parts: readonly string[]) => parts.join('、');
const isSha256 = (text: string) => /^[0-9a-f]{64}$/.test(text);

/** Consent to the image of the ID card by itself (个人信息保护法 §29), before the order was made; and the words, where they were kept. */
export const checkConsents = ifTold('同意的原文', 'the words that were agreed to', (bundle) => {
  const { consents, texts, orderedAt, completedAt } = bundle;
  const forOrder = consents.filter(({ kind, givenAt }) => kind === 'id_card' && isInOrder(givenAt, orderedAt));
  mustBe(
    forOrder.length > 0,
    '凭证中没有提交前对身份证影像的单独同意',
    'There is no separate consent to the ID card image from before the order',
  );
  const areWhole = consents.every(
    ({ textHash, givenAt, withdrawnAt }) =>
      isSha256(textHash) && isInOrder(givenAt, withdrawnAt ?? completedAt, completedAt),
  );
  mustBe(areWhole, '同意记录的时间或摘要不正确', 'A consent has an impossible time or hash');
  const areTheirs = texts.every(
    ({ textHash, zh, en }) =>
      createHash('sha256').update(`${zh}\0${en}`).digest('hex') === textHash &&
      consents.some((consent) => consent.textHash === textHash),
  );
  mustBe(areTheirs, '同意的原文与其摘要不一致', 'The words of a consent differ from its hash');
  const list = consents.map(({ kind, version }) => `${kind} ${version}`);
  const kept = consents.filter(({ textHash }) => texts.some((text) => text.textHash === textHash)).length;
  return proven(
    `同意记录 ${consents.length} 项（${named(list)}），其中 ${kept} 项附有原文，原文与摘要一致`,
    `${consents.length} consents (${list.join(', ')}), ${kept} of them with their words, which have the recorded hashes`,
  );
});

/** Each kind of material once, accepted, and uploaded before the decision that it was accepted by. */
export const checkMaterials = ifTold('材料的完整记录', 'the materials in full', ({ materials, decisions }) => {
  const areAll =
    materials.length === materialKinds.length &&
    materialKinds.every((kind) => materials.some((material) => material.kind === kind));
  mustBe(areAll, '凭证中的材料不齐全或有重复', 'The materials of the evidence are not complete, or one is there twice');
  const decidedAt = decisions.at(-1)?.at ?? '';
  const areAccepted = materials.every(
    ({ verdict, uploadedAt, uploadedSha256, keptSha256 }) =>
      verdict === 'accepted' && isInOrder(uploadedAt, decidedAt) && isSha256(uploadedSha256) && isSha256(keptSha256),
  );
  mustBe(
    areAccepted,
    '有材料未审核通过，或在审核之后才上传',
    'A material was not accepted, or was uploaded after the decision',
  );
  return proven(
    `材料 ${materials.length} 份均审核通过，上传文件的 SHA-256 已记录`,
    `${materials.length} materials, all accepted, each with the SHA-256 of what was uploaded`,
  );
});
