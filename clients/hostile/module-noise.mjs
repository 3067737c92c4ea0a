// Writes a gigabyte to stdout in the middle of a call, as a module may, and answers.
import { makeNoise } from './noise.mjs';
import { moduleWith, request } from './well-behaved-module.mjs';

export default moduleWith(async params => {
  await makeNoise(process.stdout);
  return request(params);
});
