export type { Connect } from './carry.ts';
export { type InterceptOptions, intercept } from './intercept.ts';
export { connectorTo, openRelay, type Relay } from './relay.ts';
