import { serveStdio } from '../../src/client/adapter.ts';
import createReferenceClient from './index.ts';

// The reference client as a program: --client-command "node dist/clients/reference/stdio.js".
await serveStdio(createReferenceClient());
