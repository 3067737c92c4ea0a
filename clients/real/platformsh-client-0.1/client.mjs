import { platformshClient } from '../platformsh-client.mjs';

const capabilities = [
  'api-token',
  'concurrent',
  'renewal',
  'reauthenticates',
  'auth.info',
  'projects.list',
  'environments.list',
  'variable.create',
  'backup.create',
  'ssh-key.list',
];

export default () => platformshClient(new URL('.', import.meta.url), capabilities);
