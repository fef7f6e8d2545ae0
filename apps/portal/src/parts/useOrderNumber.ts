import { useParams } from '@tanstack/react-router';

/** The order number in the address; empty where there is none, which the server answers with `not_found`. */
export function useOrderNumber(): string {
  const { number = '' } = useParams({ strict: false });
  return number;
}
