import type { link as zh } from './zh.ts';

export const link: typeof zh = {
  plug: (serial) => `Please plug in the UKey with the serial ${serial}.`,
  other: (wanted, found) =>
    `This UKey's serial is ${found}, but the link was for ${wanted}. Please make sure that it is the right one.`,
  comingFrom: (host) => `When you are done, the page of your order leads back to ${host}.`,
  back: (host) => `Back to ${host}`,
};
