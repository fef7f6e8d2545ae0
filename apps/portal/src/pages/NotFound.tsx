import { LanguageSwitch, useGo } from '@jiesuo/ui';
import { Button } from 'antd';
import { Page } from '../parts/Page.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words/index.ts';

export function NotFound() {
  const words = useWords();
  const go = useGo();
  return (
    <div className="page-alone">
      <Page title={words.notFound.title} lead={words.notFound.text}>
        <Button type="primary" onClick={() => go(paths.home)}>
          {words.notFound.home}
        </Button>
      </Page>
    </div>
  );
}

/** Where no frame stands around it. */
export function NotFoundAlone() {
  return (
    <>
      <header className="entry-top">
        <LanguageSwitch />
      </header>
      <main>
        <NotFound />
      </main>
    </>
  );
}
