/** The catalogue of conditions, for whoever speaks to the server: the API answers by the same codes that bridge and pages show. */
export {
  browserOf,
  type ConditionCode,
  catalogue,
  conditionCodes,
  type Diagnosis,
  type DiagnosisCode,
  type HelpAnchor,
  helpAnchors,
  isDiagnosisCode,
  sentenceOf,
  silentCauses,
  speak,
  systemOf,
} from '@jiesuo/diagnosis';
