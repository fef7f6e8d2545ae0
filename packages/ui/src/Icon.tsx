const paths = {
  key: 'M14.5 3a6.5 6.5 0 0 0-6.2 8.4L3 16.7V21h4.3v-2.4h2.4v-2.4h2.2l.7-.7A6.5 6.5 0 1 0 14.5 3Zm1.9 6.1a1.6 1.6 0 1 1 0-3.2 1.6 1.6 0 0 1 0 3.2Z',
  orders: 'M6 2h9l5 5v15H4V2h2Zm8 2H6v16h12V8h-4V4ZM8 11h8v2H8v-2Zm0 4h8v2H8v-2Z',
  person: 'M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Zm0 11c4.7 0 8 2.3 8 5.3V21H4v-1.7C4 16.3 7.3 14 12 14Z',
  help: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-.1 14.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6ZM12 5.6a3.9 3.9 0 0 0-3.9 3.5l2 .3c.2-1.1.9-1.7 1.9-1.7s1.8.7 1.8 1.6c0 .8-.4 1.2-1.3 1.8-1.1.7-1.7 1.5-1.7 2.9v.5h2.1v-.4c0-.8.4-1.2 1.3-1.8 1.1-.7 1.8-1.6 1.8-3 0-2.2-1.7-3.7-4-3.7Z',
  menu: 'M3 6h18v2H3V6Zm0 5h18v2H3v-2Zm0 5h18v2H3v-2Z',
  down: 'm6 9 6 6 6-6-1.4-1.4L12 12.2 7.4 7.6 6 9Z',
  good: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1.4 14.6 7-7-1.5-1.5-5.5 5.5-2.7-2.7-1.5 1.5 4.2 4.2Z',
  info: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1 8v7h2v-7h-2Zm0-3.4v2.2h2V6.6h-2Z',
  warn: 'M12 2.5 23 21.5H1L12 2.5Zm-1 7v6h2v-6h-2Zm0 7.6v2.1h2v-2.1h-2Z',
  file: 'M6 2h8l6 6v14H4V2h2Zm7 2H6v16h12V9h-5V4Z',
  shield:
    'M12 2 4 5v6.5c0 5 3.400 8.600 8 10.500 4.600-1.900 8-5.500 8-10.500V5l-8-3Zm-1.200 13.700-3.500-3.500 1.500-1.500 2 2 4.700-4.700 1.500 1.500-6.200 6.200Z',
  upload: 'M11 16V7.800L7.700 11.100 6.300 9.700 12 4l5.700 5.700-1.400 1.400L13 7.800V16h-2Zm-6 2h14v2H5v-2Z',
} as const;
export type IconName = keyof typeof paths;

/** Decoration only: the words beside it carry the meaning. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
