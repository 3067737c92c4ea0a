/** All that cases of this platform take: a run of no other platform loads this one file. */
import '../hooks.ts';
import '../lives-of-tokens.ts';
import '../verdicts-on-outcomes.ts';
import '../verdicts-on-traffic.ts';
import './provider-access.ts';
import './provider-container.ts';
import './provider-pages.ts';
import './provider-tokens.ts';
