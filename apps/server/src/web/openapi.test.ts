import { console } from '@jiesuo/contract/console';
import { integrator } from '@jiesuo/contract/integrator';
import { portal } from '@jiesuo/contract/portal';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { oneEngine } from '../trial.ts';
import { openApiOf } from './openapi.ts';

oneEngine('the OpenAPI document names every operation of its side with its roles and refusals', async (t) => {
  const document = (await t.console.app.inject({ url: '/api/openapi.json' })).json();
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.paths['/api/reviews.take'].post).toMatchObject({
    operationId: 'reviews.take',
    'x-roles': ['reviewer'],
  });
  expect(Object.keys(document.paths['/api/reviews.take'].post.responses)).toContain('409');
  expect(document.paths).not.toHaveProperty('/api/accounts.me');
  const ofPortal = (await t.portal.app.inject({ url: '/api/openapi.json' })).json();
  const parameters = ofPortal.paths['/api/orders.list'].get.parameters as { name: string; required: boolean }[];
  expect(parameters.map((p) => [p.name, p.required])).toEqual([
    ['tab', false],
    ['search', false],
    ['after', false],
    ['limit', false],
  ]);
  const ofPrograms = (await t.api.app.inject({ url: '/api/openapi.json' })).json();
  expect(ofPrograms.paths['/api/v1.ukeys.upsert'].post).toMatchObject({
    'x-scope': 'ukeys.write',
    security: [{ key: [] }],
    parameters: [{ name: 'Idempotency-Key', in: 'header', required: true }],
  });
});

const sides = { portal, console, integrator };
for (const [name, operations] of Object.entries(sides))
  test(`the OpenAPI document of ${name} is valid, with an example of every request, answer and refusal`, async () => {
    const credential = name === 'integrator' ? 'bearer' : { cookie: name };
    const document = openApiOf(operations, { title: name, origin: 'https://api.example.com', credential });
    const verdict = await new Validator().validate(structuredClone(document));
    expect(verdict.errors ?? []).toEqual([]);
    expect(verdict.valid).toBe(true);
    for (const [path, methods] of Object.entries(document.paths))
      for (const one of Object.values(methods as Record<string, { responses: Record<string, unknown> }>))
        for (const [status, answer] of Object.entries(one.responses)) {
          const media = Object.entries((answer as { content: Record<string, object> }).content);
          for (const [type, what] of media)
            if (type === 'application/json')
              expect([path, status, 'example' in what || 'examples' in what]).toEqual([path, status, true]);
        }
  });

test('what the examples of the integrator’s requests say is what the contract takes', () => {
  const document = openApiOf(integrator, { title: 'x', origin: 'https://api.example.com', credential: 'bearer' });
  for (const operation of Object.values(integrator)) {
    if (operation.kind !== 'act') continue;
    const { post } = document.paths[`/api/${operation.name}`] as {
      post: { requestBody: { content: { 'application/json': { example: unknown } } } };
    };
    const parsed = operation.input.safeParse(post.requestBody.content['application/json'].example);
    expect([operation.name, parsed.error?.issues ?? []]).toEqual([operation.name, []]);
  }
});
