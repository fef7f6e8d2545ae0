/** Every kind of work that is done later. A job carries ids, never personal data. */
export const jobNames = ['sms.send', 'orders.expire', 'drafts.sweep', 'files.sweep', 'ceremonies.silence'] as const;

export type JobName = (typeof jobNames)[number];
