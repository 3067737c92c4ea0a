import { finished } from 'node:stream/promises';
import { CucumberHtmlStream } from '@cucumber/html-formatter';
import type { Envelope } from '@cucumber/messages';

/** Cucumber's own HTML report of a run's messages. */
export async function renderCucumberHtml(envelopes: readonly Envelope[]): Promise<string> {
  const stream = new CucumberHtmlStream();
  const parts: string[] = [];
  stream.on('data', (part: string) => parts.push(part));
  for (const envelope of envelopes) stream.write(envelope);
  stream.end();
  await finished(stream);
  return parts.join('');
}
