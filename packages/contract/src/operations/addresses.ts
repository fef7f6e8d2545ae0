import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { address, addressInput } from '../shapes.ts';

export const list = operation({
  name: 'addresses.list',
  kind: 'read',
  roles: ['customer'],
  summary: '收货地址管理',
  input: f.nothing,
  output: z.strictObject({ items: z.array(address) }),
  refusals: [],
});
export const add = operation({
  name: 'addresses.add',
  kind: 'act',
  roles: ['customer'],
  summary: '新增',
  input: addressInput,
  output: address,
  refusals: ['address_limit'],
});
export const edit = operation({
  name: 'addresses.edit',
  kind: 'act',
  roles: ['customer'],
  summary: '修改',
  input: z.strictObject({ id: f.id, ...addressInput.shape }),
  output: address,
  refusals: ['not_found'],
});
export const remove = operation({
  name: 'addresses.remove',
  kind: 'act',
  roles: ['customer'],
  summary: '删除',
  input: z.strictObject({ id: f.id }),
  output: f.nothing,
  refusals: ['not_found'],
});
