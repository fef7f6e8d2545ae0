import { ConfigProvider, type ConfigProviderProps } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { type ReactNode, useLayoutEffect } from 'react';
import { Icon } from './Icon.tsx';
import { type Language, LanguageProvider, useLanguage } from './language.tsx';
import { useIsStill } from './media.ts';
import { ToastProvider } from './Toast.tsx';
import { applyPalette, stillTheme, theme } from './theme.ts';
import './ui.css';

/** Everything that must stand around the pages: language, theme, toasts. */
export function Kit(props: { onLanguage?: (language: Language) => void; children: ReactNode }) {
  return (
    <LanguageProvider {...(props.onLanguage ? { onChange: props.onLanguage } : {})}>
      <Themed>{props.children}</Themed>
    </LanguageProvider>
  );
}

type Locale = NonNullable<ConfigProviderProps['locale']>;
// antd's types call these files CommonJS, bundlers read them as ES modules: the text is the default in one and its default in the other.
const localeOf = (module: Locale | { default: Locale }): Locale => ('default' in module ? module.default : module);
const locales: Record<Language, Locale> = { zh: localeOf(zhCN), en: localeOf(enUS) };

// antd puts a space between the two characters of a two-character button: it breaks text search, copying and the accessible name.
// Its own loading icon says "loading" aloud, and now and then never leaves: its way out waits for the end of an animation.
const button = { autoInsertSpace: false, loadingIcon: <span className="jz-spinner" aria-hidden="true" /> };

// antd's own arrow would be read aloud as "down".
const select = { suffixIcon: <Icon name="down" size={12} /> };

function Themed({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const isStill = useIsStill();
  useLayoutEffect(() => {
    applyPalette(document.documentElement);
  }, []);
  return (
    <ConfigProvider locale={locales[language]} theme={isStill ? stillTheme : theme} button={button} select={select}>
      <ToastProvider>{children}</ToastProvider>
    </ConfigProvider>
  );
}
