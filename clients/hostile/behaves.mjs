// Does nothing wrong: what the others are measured against.
import { serve } from './well-behaved.mjs';

serve();
