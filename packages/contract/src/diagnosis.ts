/** The catalogue of conditions, for whoever speaks to the server: the API answers by the same codes that bridge and pages show. */
export {
  catalogue,
  type Diagnosis,
  type DiagnosisCode,
  type HelpAnchor,
  helpAnchors,
  isDiagnosisCode,
  sentenceOf,
  silentCauses,
  speak,
} from '@jiesuo/diagnosis';
