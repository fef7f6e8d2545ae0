export const link = {
  plug: (serial: string) => `请插入序列号为 ${serial} 的KEY。`,
  other: (wanted: string, found: string) => `读到的KEY序列号是 ${found}，与要办理的 ${wanted} 不同，请确认没有插错。`,
  comingFrom: (host: string) => `办理完成后，可以从订单页面返回 ${host}。`,
  back: (host: string) => `返回 ${host}`,
};
