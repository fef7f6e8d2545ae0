import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { LogInForm } from './LogInForm.tsx';
import { type Me, meAsked } from './me.ts';
import { setSessionOver, useIsSessionOver } from './over.ts';
import { settleStepUp } from './stepUp.ts';

// The page behind may show personal data: the mask hides it.
const mask = { background: 'var(--jz-ground)', backdropFilter: 'none' };

/**
 * When the session has ended: log-in over the page, so that nothing typed is lost. Somebody else than before gets a fresh
 * page, with nothing of the first person's in memory.
 */
export function LogInAgain({ me }: { me: Me }) {
  const words = useWords();
  const client = useQueryClient();
  const isOver = useIsSessionOver();
  const goOn = (now: Me) => {
    if (now.id !== me.id) {
      window.location.assign(paths.home);
      return;
    }
    client.setQueryData(meAsked.queryKey, now);
    setSessionOver(false);
    // Whoever has just logged in has given a factor.
    settleStepUp(true);
    void client.invalidateQueries();
  };
  return (
    <Modal
      open={isOver}
      title={words.logIn.title}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      styles={{ mask }}
      width={400}
      zIndex={1900}
      destroyOnHidden
    >
      <p className="jc-lead">{words.said.sessionEnded}</p>
      <LogInForm onDone={goOn} />
    </Modal>
  );
}
