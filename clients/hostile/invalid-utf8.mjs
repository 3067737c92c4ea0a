// Answers in Latin-1.
import { serve } from './well-behaved.mjs';

serve(({ id }) => {
  const result = { outcome: 'rejected', reason: 'other', message: 'clé refusée' };
  process.stdout.write(Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`, 'latin1'));
});
