/*
 * `node load.mjs URL BODY SECONDS`: POSTs BODY as a form over ten connections for so long, and prints `{"rate":…}`,
 * requests a second. Fails where any answer is not a 2xx.
 */
import autocannon from 'autocannon';

const [url, body, seconds] = process.argv.slice(2);
const result = await autocannon({
  url,
  body,
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  connections: 10,
  duration: Number(seconds),
});
if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0)
  throw new Error(
    `Failed to load ${url}: ${result['2xx']} good answers, ${result.non2xx} others, ${result.errors} errors.`,
  );
process.stdout.write(JSON.stringify({ rate: result['2xx'] / result.duration }));
