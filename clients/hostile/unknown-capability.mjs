// Claims something that the protocol has no name for.
import { description } from './perfect.mjs';
import { serve } from './well-behaved.mjs';

description.capabilities['api-token-realm'].push('telepathy');
serve();
