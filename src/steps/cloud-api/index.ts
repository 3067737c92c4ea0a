/** All that cases of this platform take: a run of no other platform loads this one file. */
import '../failing-answers.ts';
import '../hooks.ts';
import '../lives-of-tokens.ts';
import '../verdicts-on-outcomes.ts';
import '../verdicts-on-traffic.ts';
import './consent.ts';
import './user-tokens.ts';
