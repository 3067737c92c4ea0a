// Answers `shutdown` and stays.
import { serve } from './well-behaved.mjs';

serve(undefined, () => {});
