import { RefusalError } from '@jiesuo/contract';
import { Field, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useFaultSentence, useWords } from '../words/index.ts';
import { useSentence } from './Failure.tsx';

/** Counts whole seconds down to 0; restarts when `start` is called. */
function useCountdown() {
  const [endsAt, setEndsAt] = useState(0);
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((endsAt - now) / 1000));
  const isRunning = left > 0;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, [isRunning]);
  const start = (seconds: number) => {
    setNow(Date.now());
    setEndsAt(Date.now() + seconds * 1000);
  };
  return { left, start };
}

/** 短信验证码 with 获取验证码 and its countdown. `send` returns undefined when something else must be corrected first. */
export function CodeField(props: {
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
  send: () => Promise<{ retryAfterSeconds: number }> | undefined;
  hint?: string;
  label?: string;
  sent?: string;
  /** How much of the security check is computed, 0 to 1, while it runs. */
  work?: number | undefined;
}) {
  const words = useWords();
  const say = useFaultSentence();
  const sentence = useSentence();
  const toast = useToast();
  const { left, start } = useCountdown();
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const send = async () => {
    const sending = props.send();
    if (!sending) return;
    setSending(true);
    setFailure(undefined);
    try {
      start((await sending).retryAfterSeconds);
      toast(props.sent ?? words.code.sent);
    } catch (error) {
      setFailure(error);
      const wait = error instanceof RefusalError ? error.body.detail?.['retryAfterSeconds'] : undefined;
      if (typeof wait === 'number') start(wait);
    } finally {
      setSending(false);
    }
  };
  return (
    <Field
      label={props.label ?? words.field.code}
      fault={say(props.fault) ?? (failure ? sentence(failure) : undefined)}
      hint={props.hint}
    >
      {(binding) => (
        <>
          <div className="code-row">
            <Input
              {...binding}
              value={props.value}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={16}
              onChange={(event) => {
                setFailure(undefined);
                props.onChange(event.target.value);
              }}
            />
            <Button loading={isSending} disabled={left > 0} onClick={() => void send()}>
              {left > 0 ? words.code.wait(left) : words.act.sendCode}
            </Button>
          </div>
          {props.work !== undefined && <Work share={props.work} />}
        </>
      )}
    </Field>
  );
}

/** The security check is done by the page itself; there is nothing to click or to read out of a picture. */
function Work({ share }: { share: number }) {
  const { code } = useWords();
  return (
    <div className="code-work" role="status">
      <span>{code.checking}</span>
      <progress max={1} value={share} aria-label={code.checking} />
    </div>
  );
}
