// Writes a gigabyte to stderr in the middle of a call, as it may, and answers.
import { makeNoise } from './noise.mjs';
import { answer, serve } from './well-behaved.mjs';

serve(async call => {
  await makeNoise(process.stderr);
  await answer(call);
});
