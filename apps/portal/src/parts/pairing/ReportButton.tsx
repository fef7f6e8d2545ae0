import type { ConditionCode } from '@jiesuo/contract';
import { useLanguage, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../words/index.ts';
import { pageReport } from './pageReport.ts';

/** 复制诊断信息: what this page can tell of a bridge that it does not reach. */
export function ReportButton({ code }: { code: ConditionCode | 'pairing_expired' }) {
  const { report: words } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const [uncopied, setUncopied] = useState('');
  const copy = async () => {
    const text = pageReport(code, language, {
      userAgent: navigator.userAgent,
      origin: location.origin,
      now: new Date(),
    });
    try {
      await navigator.clipboard.writeText(text);
      setUncopied('');
      toast(words.copied);
    } catch {
      setUncopied(text);
    }
  };
  return (
    <>
      <Button title={words.hint} onClick={() => void copy()}>
        {words.copy}
      </Button>
      {uncopied && <Input.TextArea aria-label={words.copyFailed} readOnly autoFocus rows={8} value={uncopied} />}
    </>
  );
}
