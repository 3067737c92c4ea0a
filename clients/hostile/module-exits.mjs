// Ends its process from within a call.
import { moduleWith } from './well-behaved-module.mjs';

export default moduleWith(() => process.exit(0));
