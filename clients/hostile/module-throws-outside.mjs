// Throws where no promise catches it.
import { moduleWith } from './well-behaved-module.mjs';

const never = new Promise(() => {});

export default moduleWith(() => {
  setTimeout(() => {
    throw new Error('thrown outside');
  }, 1);
  return never;
});
