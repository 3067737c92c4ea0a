import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CucumberHtmlStream } from '@cucumber/html-formatter';
import type { Envelope } from '@cucumber/messages';

/** Cucumber's own HTML report of a run's messages. */
export function renderCucumberHtml(envelopes: readonly Envelope[]): Promise<string> {
  return text(Readable.from(envelopes).pipe(new CucumberHtmlStream()));
}
