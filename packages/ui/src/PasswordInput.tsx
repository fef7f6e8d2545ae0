import { Input } from 'antd';
import { type ComponentProps, useState } from 'react';
import { useUiWords } from './language.tsx';

/** antd's own eye is smaller than 24 px and cannot be reached by keyboard (WCAG 2.2, 2.5.8 and 2.1.1). */
export function PasswordInput(props: ComponentProps<typeof Input>) {
  const words = useUiWords();
  const [isShown, setShown] = useState(false);
  return (
    <Input
      {...props}
      type={isShown ? 'text' : 'password'}
      spellCheck={false}
      suffix={
        <button
          type="button"
          className="jz-reveal"
          aria-pressed={isShown}
          title={isShown ? words.hidePassword : words.showPassword}
          aria-label={isShown ? words.hidePassword : words.showPassword}
          onClick={() => {
            setShown(!isShown);
          }}
        >
          <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden>
            <path d="M2 12c2-4 6-6.500 10-6.500S20 8 22 12c-2 4-6 6.500-10 6.500S4 16 2 12Z" />
            <circle cx="12" cy="12" r="3" />
            {!isShown && <path d="m4 20 16-16" />}
          </svg>
        </button>
      }
    />
  );
}
