// Blocks the event loop of its process for good.
import { moduleWith } from './well-behaved-module.mjs';

export default moduleWith(() => {
  for (;;);
});
