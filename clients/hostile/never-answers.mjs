// Shakes hands, then never answers a request.
import { serve } from './well-behaved.mjs';

serve(() => {});
