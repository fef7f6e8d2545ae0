import { useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, asked, mayCall, type Name } from '../../api.ts';

export type Me = Answer<'staff.me'>;
export const meAsked = { ...asked('staff.me', {}), staleTime: 60_000 };

/** Who is logged in. Only under the frame, whose route has asked already. */
export function useMe() {
  const { data: me } = useSuspenseQuery(meAsked);
  return { ...me, may: (name: Name) => mayCall(me.roles, name) };
}
