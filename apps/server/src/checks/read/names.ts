import type { OcrLine } from '../engine/ocr.ts';
import { compact } from './words.ts';

const companyEnd =
  '(?:公司|合伙\\)?|事务所|工作室|经营部|商行|厂|店|场|社|院|校|园|会|馆|所|站|中心|银行|委员会|办公室)';
const company = new RegExp(`[\\p{Script=Han}A-Za-z0-9()·]{3,60}?${companyEnd}(?!\\p{Script=Han})`, 'u');
/** Kinds of company, authorities and sentences are no names. */
const noCompany =
  /^(?:有限责任|股份有限|个人独资|普通合伙|技术|销售|一般项目)|监督管理|行政审批|工商行政|经营范围|批准|代码|登记机关|项目|服务|期限|资本/u;
const label = /^.{0,3}?(?:单位名称|企业名称|客户名称|公司名称|名称|[名各].?称|称)[:;。,.、"”'-]*/u;
const candidatesMost = 3;

/** Names of companies on a licence, the likeliest first. */
export function companiesIn(lines: readonly OcrLine[]): { name: string; line: OcrLine; isLabelled: boolean }[] {
  const found = lines.flatMap((line) => {
    const text = compact(line.text).replaceAll('〈', '(').replaceAll('《', '(');
    const isLabelled = label.test(text);
    const name = company.exec(text.replace(label, ''))?.[0];
    return name && !noCompany.test(name) ? [{ name, line, isLabelled }] : [];
  });
  return found.toSorted((a, b) => Number(b.isLabelled) - Number(a.isLabelled)).slice(0, candidatesMost);
}

const person = /^\p{Script=Han}{2,4}$/u;
const noPerson =
  /[室栋号元]$|姓名|性别|民族|出生|住址|公民|身份|号码|居民|签发|机关|有效|期限|中华|人民|共和|公安|分局|^[男女]|汉$|族$|[省市区县镇乡路号村]$|年|月|日/u;

/** Names of persons on the front of an ID card, above its number, the likeliest first. */
export function personsIn(lines: readonly OcrLine[]): { name: string; line: OcrLine }[] {
  const found = lines.flatMap((line) => {
    const text = compact(line.text).replace(/[^\p{Script=Han}]/gu, '');
    const isLabelled = /^.?姓名?|^.?名/u.test(text);
    const name = text.replace(/^.?姓?名/u, '');
    return person.test(name) && !noPerson.test(name) ? [{ name, line, isLabelled }] : [];
  });
  return found
    .toSorted((a, b) => Number(b.isLabelled) - Number(a.isLabelled) || a.line.y - b.line.y)
    .slice(0, candidatesMost);
}
