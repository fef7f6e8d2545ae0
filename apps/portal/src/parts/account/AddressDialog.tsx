import { type Address, faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { Field, faultsOf, useForm, useToast } from '@jiesuo/ui';
import { useCascaderAreaData } from '@vant/area-data';
import { Button, Cascader, Checkbox, Modal } from 'antd';
import { useAct } from '../../queries.ts';
import { useFaultSentence, useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { TextField } from '../fields.tsx';

const regions = useCascaderAreaData();

/** 省, 市, 区 codes of a district (GB/T 2260): its first two and four digits name what it lies in. */
const codesOf = (regionCode: string): string[] => {
  const codes = [`${regionCode.slice(0, 2)}0000`, `${regionCode.slice(0, 4)}00`, regionCode];
  return [...new Set(codes)];
};

const empty = { receiver: '', mobile: '', regionCode: '', region: [] as string[], street: '', isDefault: false };

/** 新增 or 修改 of one address. */
export function AddressDialog({ address, onClose }: { address: Address | null; onClose: () => void }) {
  const words = useWords();
  const say = useFaultSentence();
  const toast = useToast();
  const { id, ...kept } = address ?? { ...empty, id: '' };
  const form = useForm(kept);
  const add = useAct('addresses.add', ['addresses.list']);
  const edit = useAct('addresses.edit', ['addresses.list']);
  const answers = {
    onSuccess: () => {
      toast(words.succeeded);
      onClose();
    },
    onError: (error: unknown) => {
      form.blame(faultsIn(error));
    },
  };
  const act = () => {
    if (address) edit.mutate({ id, ...form.values }, answers);
    else add.mutate(form.values, answers);
  };
  const judge = () => faultsOf(portal['addresses.add'].input, form.values);
  return (
    <Modal
      open
      title={address ? words.account.editAddress : words.account.addAddress}
      footer={null}
      closable={false}
      onCancel={onClose}
      width={520}
    >
      <form id={form.id} noValidate className="stack" onSubmit={form.submitting(judge, act)}>
        <TextField form={form} name="receiver" label={words.account.receiver} input={{ autoComplete: 'off' }} />
        <TextField
          form={form}
          name="mobile"
          label={words.field.mobile}
          input={{ autoComplete: 'off', inputMode: 'tel', maxLength: 32 }}
        />
        <Field label={words.account.region} fault={say(form.faults['regionCode'] ?? form.faults['region'])}>
          {({ status, ...binding }) => (
            <Cascader
              {...binding}
              status={status}
              options={regions}
              fieldNames={{ label: 'text', value: 'value', children: 'children' }}
              placeholder={words.account.regionHint}
              showSearch
              // antd's own icon would be read aloud as "right".
              expandIcon={<span aria-hidden="true">›</span>}
              allowClear={false}
              style={{ width: '100%' }}
              {...(form.values.regionCode ? { value: codesOf(form.values.regionCode) } : {})}
              onChange={(codes, chosen) => {
                form.set('regionCode', String(codes.at(-1) ?? ''));
                form.set(
                  'region',
                  (chosen ?? []).map((region) => region.text),
                );
              }}
            />
          )}
        </Field>
        <TextField form={form} name="street" label={words.account.street} input={{ autoComplete: 'off' }} />
        <Checkbox checked={form.values.isDefault} onChange={(event) => form.set('isDefault', event.target.checked)}>
          {words.account.isDefault}
        </Checkbox>
        <Failure error={add.error ?? edit.error} />
        <div className="jz-actions">
          <Button onClick={onClose}>{words.act.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={add.isPending || edit.isPending}>
            {words.act.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
