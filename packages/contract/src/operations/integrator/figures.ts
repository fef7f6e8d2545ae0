import { operation } from '../../operation.ts';
import { orders as ofConsole } from '../console/figures.ts';

export const orders = operation({
  name: 'v1.figures.orders',
  kind: 'read',
  roles: ['integrator'],
  scope: 'figures.read',
  summary: ofConsole.summary,
  input: ofConsole.input,
  output: ofConsole.output,
  refusals: [],
});
