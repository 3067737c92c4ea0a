// Behaves, then makes its process exit with 7.
import { moduleWith } from './well-behaved-module.mjs';

process.exitCode = 7;

export default moduleWith();
