export { type AppConfig, type CronTask, readAppConfig } from './app-config.ts';
export { type Build, findProgram, runBuild } from './build.ts';
export { dueRuns } from './cron.ts';
export { runCron } from './cron-task.ts';
export { type ContainerSpec, containerEnvironment } from './environment.ts';
export { type ContainerVariable, variableNameFault } from './variables.ts';
