import { type SuggestionCode, suggestionWords } from '@jiesuo/contract';
import { documentChecksOf } from '../checks/show.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

const isSuggestion = (code: string): code is SuggestionCode => code in suggestionWords;

export const suggestions = handle('materials.suggestions', async ({ id }, { ctx, who }) => {
  const own = await ctx.db
    .selectFrom('materials')
    .select('id')
    .where('id', '=', id)
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', who.accountId)
    .executeTakeFirst();
  if (!own) throw new Refusal('not_found');
  const [check] = await documentChecksOf(ctx, [own], true);
  return {
    state: check?.state ?? 'failed',
    suggestions: (check?.findings ?? []).flatMap(({ code, region }) => (isSuggestion(code) ? [{ code, region }] : [])),
  };
});
