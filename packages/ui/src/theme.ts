import type { ThemeConfig } from 'antd';

/** Every text colour reaches 4.5:1 on white and on `ground` (WCAG 2.2, 1.4.3); borders of controls reach 3:1 (1.4.11). */
export const palette = {
  primary: '#1550b8',
  'primary-dark': '#0d3a8a',
  'primary-soft': '#e9f0fd',
  text: '#17202e',
  'text-soft': '#4c5768',
  line: '#dde3ec',
  'line-control': '#858f9f',
  ground: '#f3f6fb',
  surface: '#ffffff',
  good: '#146c34',
  'good-soft': '#e6f5ea',
  warn: '#8a4b00',
  'warn-soft': '#fff3df',
  bad: '#b3261e',
  'bad-soft': '#fdecea',
} as const;

const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.primary,
    colorInfo: palette.primary,
    colorLink: palette.primary,
    colorSuccess: palette.good,
    colorWarning: palette.warn,
    colorError: palette.bad,
    colorText: palette.text,
    colorTextSecondary: palette['text-soft'],
    colorTextTertiary: palette['text-soft'],
    colorTextDescription: palette['text-soft'],
    colorTextPlaceholder: '#667081',
    colorBorder: palette['line-control'],
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.ground,
    fontFamily: FONT,
    fontSize: 15,
    borderRadius: 8,
    controlHeight: 40,
    controlHeightSM: 32,
    controlInteractiveSize: 20,
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none' },
    Table: { headerBg: '#eef2f8', headerColor: palette.text, cellPaddingBlock: 12 },
    Tabs: { itemColor: palette['text-soft'] },
  },
};

/** For whoever asks the system for less movement: dialogs and menus are there at once. */
export const stillTheme: ThemeConfig = { ...theme, token: { ...theme.token, motion: false } };

/** Gives the kit's own style sheet the same colours. Set through CSSOM, which a strict CSP allows. */
export function applyPalette(root: HTMLElement): void {
  for (const [name, colour] of Object.entries(palette)) root.style.setProperty(`--jz-${name}`, colour);
  root.style.setProperty('--jz-font', FONT);
}
