export { type FailureCode, failureCodes } from '@jiesuo/ceremony/messages';
export { type Client, type ClientOptions, call, createClient, faultsIn, RefusalError, urlOf } from './client.ts';
export * from './operation.ts';
export * from './refusals.ts';
export * from './roles.ts';
export * from './shapes.ts';
export * from './states.ts';
