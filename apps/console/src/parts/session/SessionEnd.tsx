import { Notice, showTime, useLanguage } from '@jiesuo/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { useWords } from '../../words.ts';
import { type End, endOf } from './end.ts';
import { type Me, meAsked } from './me.ts';
import { setSessionOver, useIsSessionOver } from './over.ts';

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
/** Shared by the tabs of one browser, which share the session: a person in one is not idle in the other. */
const key = 'jc-seen-at';
const seen = () => Number(localStorage.getItem(key)) || 0;

/** Warns before the session ends, keeps it while somebody is there, and really ends it when nobody is: the page stays, covered, as it was. */
export function SessionEnd({ me }: { me: Me }) {
  const { session } = useWords();
  const language = useLanguage();
  const isOver = useIsSessionOver();
  const end = useEnd(me, isOver);
  if (isOver || end.is === 'far' || end.is === 'over') return null;
  return (
    <div className="jc-session-end">
      <Notice
        tone="warn"
        isLive
        actions={
          end.is === 'absolute' ? (
            <Button onClick={() => setSessionOver(true)}>{session.again}</Button>
          ) : (
            // Pressing it is the sign of life that it asks for.
            <Button>{session.stay}</Button>
          )
        }
      >
        {end.is === 'idle' ? session.idleSoon(end.seconds) : session.endsSoon(showTime(me.session.endsAt, language))}
      </Notice>
    </div>
  );
}

function useEnd(me: Me, isOver: boolean): End {
  const client = useQueryClient();
  const [end, setEnd] = useState<End>({ is: 'far' });
  const toldAt = useRef(0);
  useEffect(() => {
    if (isOver) return;
    localStorage.setItem(key, String(Date.now()));
    const see = () => {
      if (Date.now() - seen() > 1000) localStorage.setItem(key, String(Date.now()));
    };
    const look = () => {
      const now = endOf(Date.now(), seen(), me.session);
      setEnd((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
      if (now.is === 'over') {
        setSessionOver(true);
        // Not only covered: the cookie would still open another page.
        void api('staff.logOut', {}).catch(() => undefined);
      } else if (seen() > toldAt.current && Date.now() - toldAt.current > 60_000) {
        // Reading and typing ask nothing of the server, which therefore hears of them here.
        toldAt.current = Date.now();
        void client.invalidateQueries({ queryKey: meAsked.queryKey });
      }
    };
    const timer = setInterval(look, 1000);
    for (const sign of signs) window.addEventListener(sign, see, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, see);
    };
  }, [me.session, isOver, client]);
  return end;
}
