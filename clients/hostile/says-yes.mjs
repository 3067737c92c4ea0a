// Declares everything and reports every call as a success, without asking the platform anything.
import { liar } from './liar.mjs';

liar({ outcome: 'response', status: 200, headers: {}, body: '{}' });
