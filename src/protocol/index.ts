export {
  CALLS,
  type CallMessage,
  type InitializeResult,
  type Method,
  type Outcome,
  type Params,
  type RejectedOutcome,
  type ReplyMessage,
  type RequestBody,
  type ResponseOutcome,
  type Result,
  replyMessage,
} from './messages.ts';
export { type ClientModule, UnsupportedError } from './module.ts';
export {
  COMMON_CAPABILITIES,
  capabilitiesOf,
  MECHANISMS,
  OPERATIONS,
  PLATFORMS,
  type Platform,
  PROTOCOL_VERSION,
  REASONS,
  type Reason,
  RPC_ERROR,
} from './vocabulary.ts';
