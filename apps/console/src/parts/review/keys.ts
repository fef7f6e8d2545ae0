/** What a key asks for on the review screen. */
export type Wish =
  /** By its number: a material, or a reason while one is wanted. */
  | { readonly wish: 'choose'; readonly index: number }
  | {
      readonly wish:
        | 'accept'
        | 'refuse'
        | 'zoomIn'
        | 'zoomOut'
        | 'previous'
        | 'next'
        | 'turnLeft'
        | 'turnRight'
        | 'brighter'
        | 'darker'
        | 'moreContrast'
        | 'lessContrast'
        | 'reset'
        | 'mark'
        | 'decide'
        | 'nextOrder'
        | 'help';
    };

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

const plain: Record<string, Wish['wish']> = {
  a: 'accept',
  r: 'refuse',
  m: 'mark',
  n: 'nextOrder',
  '0': 'reset',
  '?': 'help',
  '？': 'help',
};
const view: Record<string, Wish['wish']> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  b: 'brighter',
  c: 'moreContrast',
  arrowleft: 'previous',
  arrowright: 'next',
};

const shifted: Record<string, Wish['wish']> = {
  arrowleft: 'turnLeft',
  arrowright: 'turnRight',
  b: 'darker',
  c: 'lessContrast',
};

/**
 * The wish behind a key, or undefined. Never one while an input method is composing; while the person types in a field
 * (`isTyping`), or has switched single keys off (WCAG 2.1.4), only Ctrl+Enter counts. A key held down repeats only the view.
 */
export function wishOf(pressed: Pressed, isTyping: boolean, hasSingleKeys = true): Wish | undefined {
  if (pressed.isComposing) return undefined;
  const key = pressed.key.toLowerCase();
  if (key === 'enter' && (pressed.ctrlKey || pressed.metaKey) && !pressed.altKey)
    return pressed.repeat ? undefined : { wish: 'decide' };
  if (isTyping || !hasSingleKeys || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  const seen = (pressed.shiftKey ? shifted[key] : undefined) ?? view[key];
  if (seen) return { wish: seen } as Wish;
  if (pressed.repeat) return undefined;
  if (/^[1-9]$/.test(key)) return { wish: 'choose', index: Number(key) - 1 };
  const wish = plain[key];
  return wish && ({ wish } as Wish);
}
