/** All step definitions: Cucumber imports this one file. */
import './hooks.ts';
import './calls.ts';
import './credentials.ts';
import './organization.ts';
import './platform.ts';
import './provider-api.ts';
import './provider-console.ts';
import './verdicts-on-outcomes.ts';
import './verdicts-on-traffic.ts';
