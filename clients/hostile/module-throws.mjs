// Throws within a call what is no outcome of it.
import { moduleWith } from './well-behaved-module.mjs';

export default moduleWith(() => {
  throw new Error('the adapter has a bug');
});
