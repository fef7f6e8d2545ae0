/** Of what a PIN may be made, by the UKey's model. */
export const alphabetsZh = { digits: '数字', alphanumeric: '字母或数字', printable: '字母、数字或符号' } as const;
export const alphabetsEn = {
  digits: 'digits',
  alphanumeric: 'letters or digits',
  printable: 'letters, digits or symbols',
} as const;
