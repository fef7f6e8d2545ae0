/** Told apart by lightness too, each at least 3:1 on white (WCAG 2.2, 1.4.11); after Okabe and Ito, whose colours the colour-blind can tell apart. */
export const colours = {
  blue: '#12408f',
  orange: '#d55e00',
  green: '#0a8f6c',
  violet: '#8a4f9e',
  grey: '#7d899b',
} as const;
