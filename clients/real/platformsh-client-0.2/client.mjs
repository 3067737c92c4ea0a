import { platformshClient } from '../platformsh-client.mjs';

export default () => platformshClient(new URL('.', import.meta.url), ['api-token']);
