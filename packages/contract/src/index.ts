export { type Client, type ClientOptions, call, createClient, faultsIn, RefusalError, urlOf } from './client.ts';
export * from './diagnosis.ts';
export * from './failures.ts';
export * from './methods.ts';
export * from './operation.ts';
export * from './refusals.ts';
export * from './roles.ts';
export * from './shapes.ts';
export * from './states.ts';
