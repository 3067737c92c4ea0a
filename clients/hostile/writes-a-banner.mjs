// Greets its user on stdout before the handshake.
import { serve } from './well-behaved.mjs';

process.stdout.write('hostile 1.0.0, ready to serve\n');
serve();
