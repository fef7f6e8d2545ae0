import { Page } from '@jiesuo/ui';
import { ApiKeys } from '../parts/integration/ApiKeys.tsx';
import { Origins } from '../parts/integration/Origins.tsx';
import { Webhooks } from '../parts/integration/Webhooks.tsx';
import { useMe } from '../parts/session/me.ts';
import { useWords } from '../words.ts';

/** 系统集成: what programs may do here, what they are told, and where customers go back to. */
export function Integration() {
  const words = useWords();
  const { may } = useMe();
  return (
    <Page title={words.integration.title} lead={words.integration.lead} site={words.console}>
      <ApiKeys />
      {may('webhooks.list') && <Webhooks />}
      {may('links.show') && <Origins />}
    </Page>
  );
}
