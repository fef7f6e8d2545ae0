export { type CallOptions, type Client, type ClientOptions, createClient, everyItem } from './client.ts';
export { type ResetLink, resetLink } from './link.ts';
export { Refused, type RefusedBody } from './refused.ts';
export type { RefusalCode, Shapes, WebhookEvent } from './shapes.ts';
export { readWebhook, WebhookFault, type WebhookMessage } from './webhook.ts';
