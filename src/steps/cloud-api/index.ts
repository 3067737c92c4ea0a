/** All that cases of this platform take: a run of no other platform loads this one file. */
import '../failing-answers.ts';
import '../hooks.ts';
import '../lives-of-tokens.ts';
import '../verdicts-on-outcomes.ts';
import '../verdicts-on-traffic.ts';
import './consent.ts';
import './failing-api.ts';
import './key-calls.ts';
import './keys.ts';
import './user-tokens.ts';
import './provider-api.ts';
import './provider-oauth.ts';
import './verdicts.ts';
import './waits.ts';
import './hosts.ts';
