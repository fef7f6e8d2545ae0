import { Loading, Page } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { asked } from '../api.ts';
import { Refusal } from '../parts/Refusal.tsx';
import { useMe } from '../parts/session/me.ts';
import { SettingsForm } from '../parts/settings/SettingsForm.tsx';
import { useWords } from '../words.ts';

export function Settings() {
  const words = useWords();
  const me = useMe();
  const settings = useQuery(asked('settings.list', {}));
  return (
    <Page title={words.settings.title} site={words.console}>
      <Refusal error={settings.error} onRetry={() => void settings.refetch()} />
      {settings.data ? (
        <SettingsForm settings={settings.data} isReadOnly={!me.may('settings.change')} />
      ) : (
        settings.isPending && <Loading />
      )}
    </Page>
  );
}
