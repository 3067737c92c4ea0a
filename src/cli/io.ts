/** What a command has of the process it runs in. */
export interface Io {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by the first Ctrl-C or SIGTERM from now on; the second ends the process at once. */
  interrupted(): AbortSignal;
}
