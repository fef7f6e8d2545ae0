import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

type Tone = 'good' | 'bad';
const ToastContext = createContext<(text: string, tone?: Tone) => void>(() => {
  throw new Error('ToastProvider is missing');
});

const SHOWN_MS = 5_000;

/** One short sentence at a time, also read out. What a person must act on belongs on the page, not here. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<{ text: string; tone: Tone; count: number } | null>(null);
  const show = useCallback((text: string, tone: Tone = 'good') => {
    setToast((previous) => ({ text, tone, count: (previous?.count ?? 0) + 1 }));
  }, []);
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => {
      setToast(null);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [toast]);
  return (
    <ToastContext value={show}>
      {children}
      <div className="jz-toasts" role="status" aria-live="polite">
        {toast && (
          <div key={toast.count} className={`jz-toast jz-toast-${toast.tone}`}>
            {toast.text}
          </div>
        )}
      </div>
    </ToastContext>
  );
}

export const useToast = () => useContext(ToastContext);
