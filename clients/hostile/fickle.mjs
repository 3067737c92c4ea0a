// Claims something else each time it is started: its own process id decides.
import { description } from './perfect.mjs';
import { serve } from './well-behaved.mjs';

description.client.version = `1.0.${process.pid}`;
serve(() => process.exit(0));
