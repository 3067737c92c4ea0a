/** All step definitions: Cucumber imports this one file. */
import './hooks.ts';
import './acquia/calls.ts';
import './acquia/credentials.ts';
import './acquia/organization.ts';
import './acquia/platform.ts';
import './acquia/provider-api.ts';
import './acquia/provider-console.ts';
import './verdicts-on-outcomes.ts';
import './verdicts-on-traffic.ts';
