#!/usr/bin/env node
import { cleverTools } from '../clever-tools.mjs';
import { serveStdio } from '../stdio.mjs';

await serveStdio(cleverTools(new URL('.', import.meta.url), 'PLAINTEXT'));
