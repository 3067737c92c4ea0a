export type { CallResult, ClientUnderTest, TimeControl } from './client.ts';
export { splitCommand } from './command-line.ts';
export { type HttpOptions, httpClient } from './http-client.ts';
export { inProcessClient } from './in-process.ts';
export { type ModuleOptions, moduleClient } from './module-client.ts';
export type { ClientOptions } from './options.ts';
export type { ProcessClient } from './process-client.ts';
export { type SubprocessOptions, subprocessClient } from './subprocess.ts';
