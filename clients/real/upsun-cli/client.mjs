#!/usr/bin/env node
import { serveStdio } from '../stdio.mjs';
import { platformCli } from './platform.mjs';

await serveStdio(platformCli());
