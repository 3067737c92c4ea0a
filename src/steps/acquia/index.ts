/** All that cases of this platform take: a run of no other platform loads this one file. */
import '../failing-answers.ts';
import '../hooks.ts';
import '../lives-of-tokens.ts';
import '../verdicts-on-outcomes.ts';
import '../verdicts-on-traffic.ts';
import './calls.ts';
import './credentials.ts';
import './organization.ts';
import './platform.ts';
import './provider-api.ts';
import './provider-console.ts';
import './verdicts.ts';
