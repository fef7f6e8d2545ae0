import type { Page, Response } from '@playwright/test';

/** Every string that came in the answers to a page: data, which is shown in the language in which it was written. */
export function dataIn(page: Page): { readonly strings: ReadonlySet<string>; stop(): void } {
  const strings = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === 'string') strings.add(value);
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) gather(inner);
  };
  const hear = (response: Response) => {
    if (response.url().includes('/api/') && response.headers()['content-type']?.includes('json'))
      void response.json().then(gather, () => undefined);
  };
  page.on('response', hear);
  return { strings, stop: () => page.off('response', hear) };
}

/** What a Chinese page may say in Latin letters. */
const names =
  /\b(?:English|USB|API|CRM|https|Microsoft|IE|KEY|UKey|CA|PDF|JPEG|PNG|HEIC|JSON|CSV|XLSX|PIN|IP|KB|MB|SM2|RSA|ECDSA|SHA|Windows|Linux|macOS|Android|iOS|Edge|Chrome|serial|model|certificate|adminPin|contactMobile|reviews\.decide|Ctrl|Esc|Enter|Alt|XP|QQ|root)\b/g;

/** What a person types is in no language. */
const commands =
  /npm run server -- audit verify|\S+\+[0-9a-f]{8}\+[\w+/=]+|(?:staff|customer):(?:[0-9a-f-]{36})?|\{[a-z]+\}|\bsystem\b|(?:[~.\w/-]*\/)?jiesuo-bridge (?:un)?install|(?:un)?install\.cmd|tar xzf|\/reset\?\S+|https:\/\/[\w.]+/gi;

/** Texts on the page, visible or read aloud, that hold words of the other language and are no data. */
export async function foreignWords(page: Page, language: 'zh' | 'en', data: ReadonlySet<string>): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const own = document.documentElement.lang;
    const found = [document.title];
    const isOther = (element: Element | null) => (element?.closest('[lang]')?.getAttribute('lang') ?? own) !== own;
    const isSeen = (element: Element | null) => element?.checkVisibility({ visibilityProperty: true }) === true;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (
        isSeen(node.parentElement) &&
        !isOther(node.parentElement) &&
        !node.parentElement?.closest('script,style,noscript,textarea')
      )
        found.push(node.textContent ?? '');
    for (const element of document.body.querySelectorAll('[aria-label],[title],[alt],[placeholder]'))
      if (isSeen(element) && !isOther(element))
        for (const name of ['aria-label', 'title', 'alt', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    return found.map((text) => text.trim()).filter((text) => text !== '');
  });
  const known = [...data].filter((text) => text.trim().length > 1).toSorted((a, b) => b.length - a.length);
  const foreign = language === 'zh' ? /[A-Za-z]{2,}|undefined/ : /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
  return [...new Set(texts)].filter((text) => {
    const lines = known.flatMap((one) => [one, ...one.split('\n')]);
    const rest = lines.reduce(
      (left, one) => (one.length > 1 ? left.replaceAll(one.trim() || one, '') : left),
      text.replace(commands, ''),
    );
    return foreign.test(language === 'zh' ? rest.replace(names, '') : rest);
  });
}
