/** All that cases of this platform take: a run of no other platform loads this one file. */
import '../hooks.ts';
import '../verdicts-on-outcomes.ts';
import '../verdicts-on-traffic.ts';
import './calls.ts';
import './credentials.ts';
import './platform.ts';
import './provider-api.ts';
import './provider-console.ts';
import './provider-management.ts';
import './sessions.ts';
import './verdicts.ts';
