import {
  After,
  AfterAll,
  AfterStep,
  Before,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
} from '@cucumber/cucumber';
import type { CaseSecrets } from '../world/case-secrets.ts';
import { CaseWorld } from '../world/case-world.ts';
import { currentRun, finishOwnRun } from '../world/current-run.ts';
import { CaseEnded } from '../world/signals.ts';

setWorldConstructor(CaseWorld);
// Every call to a client has a deadline of its own; a second clock over it would only hide which one failed.
setDefaultTimeout(-1);

/** A step or a hook of a case; hooks around the whole run have no case. */
type Definition = (this: { readonly secrets?: CaseSecrets }, ...args: unknown[]) => unknown;

/**
 * Around every step and hook: a scenario that is left out is skipped rather than failed, and no secret
 * stands in the message of whatever else is thrown.
 */
setDefinitionFunctionWrapper(
  (definition: Definition): Definition =>
    async function (...args) {
      try {
        return await definition.apply(this, args);
      } catch (error) {
        if (error instanceof CaseEnded && error.leftOut) return 'skipped';
        throw error instanceof CaseEnded ? error : (this.secrets?.redactError(error) ?? error);
      }
    },
);

Before({ name: 'open the sandbox' }, async function (this: CaseWorld, { pickle }) {
  await this.begin(await currentRun(this.parameters), pickle);
});

/** A Then step that judges nothing would be a check that cannot fail. */
AfterStep(function (this: CaseWorld, { pickleStep, result }) {
  const judged = this.findings.length > this.judgedBefore;
  this.judgedBefore = this.findings.length;
  if (pickleStep.type !== 'Outcome' || judged || result.status !== 'PASSED') return;
  this.stop('harness-error', `The step "${pickleStep.text}" judges nothing.`);
});

After({ name: 'judge what is left' }, async function (this: CaseWorld, { result }) {
  await this.end(result);
});

AfterAll({ name: 'end a run of our own' }, finishOwnRun);
