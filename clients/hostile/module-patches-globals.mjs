// Patches what it thinks the harness stands on: fetch answers 200 to all, time stands still, nothing can be ended.
import { moduleWith } from './well-behaved-module.mjs';

globalThis.fetch = async () => Response.json({ data: [] });
Date.now = () => 0;
process.kill = () => true;

export default moduleWith();
