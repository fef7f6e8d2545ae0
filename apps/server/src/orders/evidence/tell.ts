import { parseCertificate } from '@jiesuo/certificate';
import { materialWords, methodWords, promptWords, riskRules } from '@jiesuo/contract';
import { openCheckpointText } from '../../audit/note/checkpoint.ts';
import type { EvidenceBundle, EvidenceFile } from '../../ceremonies/evidence/bundle.ts';
import { localTime } from '../paper/sheet.ts';

type Rows = (readonly [label: string, value: string])[];

const time = (iso: string) => localTime(new Date(iso));
/** Groups of eight digits: a person can read them aloud, and a line can break between them. */
export const grouped = (hash: string): string => hash.replaceAll(/(.{8})(?=.)/g, '$1 ');

const consentNames: Readonly<Record<string, string>> = {
  terms: '用户协议',
  privacy: '隐私政策',
  id_card: '身份证影像的单独同意',
};
const materialName = (kind: string) => Object.entries(materialWords).find(([name]) => name === kind)?.[1].zh ?? kind;

export function whatRows(bundle: EvidenceBundle): Rows {
  const certificate = parseCertificate(Buffer.from(bundle.ukey.certificate, 'base64'));
  return [
    ['订单号', bundle.order],
    ['客户名称', bundle.subscriber],
    ['办理事项', 'CA密码重置，证书与密钥保持不变'],
    ['KEY序列号', bundle.ukey.serial],
    ['证书序列号', certificate.serialNumber],
    ['证书颁发者', certificate.issuer.text],
    ['证书指纹', grouped(bundle.ukey.fingerprint)],
    ...(bundle.v === 2 ? [['提交时间', time(bundle.orderedAt)] as const] : []),
    ['完成时间', time(bundle.completedAt)],
  ];
}

export const consentRows = ({ consents }: EvidenceBundle): Rows =>
  consents.map(({ kind, version, textHash, givenAt, ...more }) => {
    const withdrawnAt = 'withdrawnAt' in more ? more.withdrawnAt : null;
    const withdrawn = withdrawnAt ? `，${time(withdrawnAt)} 撤回` : '';
    return [
      consentNames[kind] ?? kind,
      `版本 ${version}，${time(givenAt)} 同意${withdrawn}\n原文SHA-256 ${grouped(textHash)}`,
    ];
  });

export const materialRows = ({ materials }: EvidenceBundle): Rows =>
  materials.map(({ kind, uploadedSha256, uploadedAt, verdict }) => [
    materialName(kind),
    `${time(uploadedAt)} 上传，${verdict === 'accepted' ? '审核通过' : '未通过'}\n上传文件SHA-256 ${grouped(uploadedSha256)}`,
  ]);

export function approvalRows(bundle: EvidenceBundle): Rows {
  const custodian = bundle.custodian
    ? [
        [
          '密钥管理员',
          `${typeof bundle.custodian.by === 'string' ? bundle.custodian.by : bundle.custodian.by.name}，${time(bundle.custodian.at)} 批准\n${bundle.custodian.reason}`,
        ] as const,
      ]
    : [];
  if (bundle.v === 1) {
    const { approval } = bundle;
    return [...(approval ? [['审核', `${approval.by}，${time(approval.at)} 通过`] as const] : []), ...custodian];
  }
  return [
    ...bundle.decisions.map(
      ({ round, decision, by, at }) =>
        [`第 ${round} 次审核`, `${by.name}，${time(at)} ${decision === 'approve' ? '通过' : '不通过'}`] as const,
    ),
    ...bundle.seconds.map(
      ({ decision, by, at }) =>
        ['复核', `${by.name}，${time(at)} ${decision === 'approve' ? '通过' : '退回'}`] as const,
    ),
    ...custodian,
  ];
}

export function proofRows(bundle: EvidenceBundle): Rows {
  const messages = bundle.legs.reduce((sum, { exchanges }) => sum + exchanges.length * 2, 0);
  return [
    ['重置方式', methodWords[bundle.method ?? 'gmt0017'].zh],
    ...(bundle.prompt ? [['密码输入处', promptWords(bundle.prompt).zh] as const] : []),
    ['过程记录', `${bundle.legs.length} 段，共 ${messages} 条消息，每条都由证书助手或门户签名，前后相扣`],
    ['KEY的证明', '新密码设置后，KEY用它登录，并以证书的私钥对本次过程签名。凭证含有该签名，可用证书核对。'],
  ];
}

export function logRows({ log, staff }: EvidenceFile, { audit }: EvidenceBundle): Rows {
  const checkpoint = log && openCheckpointText(log.checkpoint);
  return [
    ['审计记录', `${audit.length} 条`],
    [
      '日志检查点',
      checkpoint
        ? `${checkpoint.origin}，共 ${checkpoint.size} 条\n根哈希 ${checkpoint.root}`
        : '下载时记录尚未写入日志，一分钟后重新下载即有证明',
    ],
    ...(staff
      ? [
          [
            '风险规则',
            [...new Set(staff.risks.map(({ rule }) => riskRules[rule].zh))].join('、') || '没有触发',
          ] as const,
        ]
      : []),
  ];
}
