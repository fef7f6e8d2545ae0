/** 138****5678. */
export const maskMobile = (mobile: string): string => `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
/** 110105********002X: region and the last four stay. */
export const maskIdNumber = (idNumber: string): string => `${idNumber.slice(0, 6)}********${idNumber.slice(-4)}`;
