export { catalogue, isDiagnosisCode, type Spoken, sentenceOf, speak } from './catalogue.ts';
export {
  type ConditionCode,
  conditionCodes,
  type DiagnosisCode,
  type PairingCode,
  pairingCodes,
  silentCauses,
  type WindowCode,
  windowCodes,
} from './codes.ts';
export { type Diagnosis, type HelpAnchor, helpAnchors, type Language, type Sentence } from './entry.ts';
export { browserOf, systemOf } from './visitor.ts';
