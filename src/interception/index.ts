export { intercept } from './intercept.ts';
export { connectorTo, openRelay } from './relay.ts';
