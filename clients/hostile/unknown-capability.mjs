// Claims something that the protocol has no name for.
import { description, serve } from './well-behaved.mjs';

description.capabilities.acquia.push('telepathy');
serve();
