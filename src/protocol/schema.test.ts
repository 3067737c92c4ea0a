import { expect, test } from 'vitest';
import { CALLS } from './messages.ts';
import { protocolJsonSchema } from './schema.ts';

test('docs/client-protocol.schema.json is the protocol (`npx vitest run src/protocol -u` writes it)', async () => {
  const text = `${JSON.stringify(protocolJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/client-protocol.schema.json');
});

test('the JSON Schema names the parts of every call, and nothing leads nowhere', () => {
  const schema = protocolJsonSchema();
  const names = Object.keys(schema.$defs ?? {});
  expect(names).toEqual(
    expect.arrayContaining(Object.keys(CALLS).flatMap(m => [`${m}.params`, `${m}.result`])),
  );
  const refs = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].map(([, name]) =>
    name!.replaceAll('~1', '/'),
  );
  expect(names).toEqual(expect.arrayContaining(refs));
  expect(refs).toContain('session/open.params');
});
