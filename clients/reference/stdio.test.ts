import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openParams, startAcquia } from '../testing/acquia.ts';
import { requestParams } from '../testing/session.ts';
import { StdioClient } from '../testing/stdio.ts';

it('is the same client over stdio, and ends by itself after shutdown, connections kept alive or not', async () => {
  const server = await startAcquia();
  const program = fileURLToPath(new URL('stdio.ts', import.meta.url));
  const client = new StdioClient(process.execPath, ['--import', 'tsx', program]);
  try {
    await client.call('session/open', openParams(server));
    expect(await client.call('session/request', requestParams())).toMatchObject({
      outcome: 'response',
      status: 200,
    });
    expect(server.at('/api')[0]!.headers.authorization).toBe('Bearer token-1');
    expect(await client.shutdown()).toBe(0);
  } finally {
    client.kill();
    await server.stop();
  }
});
