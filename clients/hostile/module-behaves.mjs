// Does nothing wrong: what the other modules are measured against.
import { moduleWith } from './well-behaved-module.mjs';

export default moduleWith();
