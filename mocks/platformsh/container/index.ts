export { type AppConfig, type CronTask, readAppConfig } from './app-config.ts';
export { type Build, findProgram, runBuild } from './build.ts';
export { dueRuns } from './cron.ts';
export { type CronRun, type RunCommand, runCron } from './cron-task.ts';
export { APP_DIR, type ContainerSpec, containerEnvironment } from './environment.ts';
export { type ContainerVariable, variableNameFault } from './variables.ts';
