import { catalogue } from '@jiesuo/contract';
import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';

everyEngine('whoever asks gets every condition with its words and where to read more', async (t) => {
  const { conditions } = await t.portal.visitor().ok('diagnosis.list', {});
  expect(conditions.map(({ code }) => code).toSorted()).toEqual(Object.keys(catalogue).toSorted());
  expect(conditions.find(({ code }) => code === 'service_not_running')).toEqual({
    code: 'service_not_running',
    severity: 'warn',
    title: catalogue.service_not_running.title,
    cause: catalogue.service_not_running.cause,
    advice: catalogue.service_not_running.advice,
    link: '/help#ukey',
  });
});
