import { Button } from 'antd';
import { useUiWords } from './language.tsx';
import { useToast } from './Toast.tsx';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const words = useUiWords();
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(words.copied);
    } catch {
      toast(words.copyFailed, 'bad');
    }
  };
  return (
    <Button size="small" aria-label={`${words.copy} ${label}`} onClick={() => void copy()}>
      {words.copy}
    </Button>
  );
}
