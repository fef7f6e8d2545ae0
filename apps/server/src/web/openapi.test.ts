import { expect } from 'vitest';
import { oneEngine } from '../trial.ts';

oneEngine('the OpenAPI document names every operation of its side with its roles and refusals', async (t) => {
  const document = (await t.console.app.inject({ url: '/api/openapi.json' })).json();
  expect(document.openapi).toMatch(/^3\./);
  expect(document.paths['/api/reviews.take'].post).toMatchObject({
    operationId: 'reviews.take',
    'x-roles': ['reviewer'],
  });
  expect(Object.keys(document.paths['/api/reviews.take'].post.responses)).toContain('409');
  expect(document.paths).not.toHaveProperty('/api/accounts.me');
  const portal = (await t.portal.app.inject({ url: '/api/openapi.json' })).json();
  const parameters = portal.paths['/api/orders.list'].get.parameters as { name: string; required: boolean }[];
  expect(parameters.map((p) => [p.name, p.required])).toEqual([
    ['tab', false],
    ['search', false],
    ['after', false],
    ['limit', false],
  ]);
});
