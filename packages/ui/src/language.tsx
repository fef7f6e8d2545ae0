import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { uiWords } from './words.ts';

export type Language = 'zh' | 'en';
const KEY = 'jiesuo.language';

/** The language kept in this browser; 中文 when none was chosen or storage is closed. */
export function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be closed by policy: the choice then lasts as long as the page.
  }
}

const LanguageContext = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'zh',
  choose: () => {
    throw new Error('LanguageProvider is missing');
  },
});

/** `onChange` hears of every change, and once at the start, so that requests can say the same language. */
export function LanguageProvider(props: { onChange?: (language: Language) => void; children: ReactNode }) {
  const [language, setLanguage] = useState(keptLanguage);
  const { onChange } = props;
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    onChange?.(language);
  }, [language, onChange]);
  const value = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        keep(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={value}>{props.children}</LanguageContext>;
}

export const useLanguage = (): Language => useContext(LanguageContext).language;
export const useUiWords = () => uiWords[useLanguage()];

/** Names the other language in that language, as people who need it can read nothing else. */
export function LanguageSwitch() {
  const { language, choose } = useContext(LanguageContext);
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="jz-quiet"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => {
        choose(other);
      }}
    >
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
