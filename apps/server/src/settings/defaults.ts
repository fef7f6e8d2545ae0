import type { Settings } from '@jiesuo/contract/console';

/** What holds until an administrator changes it. The names and the bank account are the demo's and say so. */
export const defaults: Settings = {
  feeFen: 0,
  reviewHours: 4,
  unpaidHours: 24,
  rejectedDays: 30,
  resetDays: 90,
  assignmentMinutes: 10,
  pinPolicy: { min: 8, max: 16 },
  // The demo's bridge has its window only; a shipped one insists on the native dialog by itself.
  pinPrompt: 'window',
  isTrustedBridgeOn: false,
  refundOnCancel: true,
  refundOnRefusal: true,
  smsDailyBudget: 5_000,
  captchaWork: 2_000,
  caName: '示例数字证书认证中心（演示）',
  productName: { zh: '在线CA密码重置系统', en: 'Online CA PIN Reset' },
  hotline: '400-000-0000',
  wechat: 'jiesuo-demo',
  bankTransfer: {
    payee: '示例数字证书认证中心（演示账户，请勿汇款）',
    bank: '示例银行示例支行（演示）',
    account: '0000 0000 0000 0000（演示）',
  },
  cannedReasons: [
    '公章不清晰，请重新盖章后扫描上传。',
    '材料未加盖公章，请加盖单位公章后重新上传。',
    '公章名称与客户名称不一致，请核对后重新上传。',
    '授权书内容不完整，请使用系统提供的授权书模板填写并盖章。',
    '授权书中的经办人与填写的经办人不一致，请核对后重新上传。',
    '营业执照不是最新版本，或与证书中的单位名称不一致。',
    '营业执照图片不完整，请完整扫描四边后重新上传。',
    '身份证已过有效期，请上传有效的身份证。',
    '身份证姓名或号码与填写的经办人信息不一致，请核对。',
    '身份证须为原件彩色扫描件，请不要上传复印件或黑白图片。',
    '图片模糊、反光或有遮挡，无法辨认，请重新扫描上传。',
    '上传的材料种类不对，请按要求上传对应的材料。',
  ],
};
