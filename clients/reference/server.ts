import { serveHttp } from '../../src/client/adapter.ts';
import createReferenceClient from './index.ts';

// The reference client as a server: --client-url with the address that it prints.
const { url } = await serveHttp(createReferenceClient(), { port: Number(process.argv[2] ?? 0) });
process.stdout.write(`${url}\n`);
