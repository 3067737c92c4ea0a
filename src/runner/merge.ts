import type { Envelope } from '@cucumber/messages';

type Started = NonNullable<Envelope['testRunStarted']>;
type Finished = NonNullable<Envelope['testRunFinished']>;

/**
 * The messages of several runs of one suite as those of one run: one `meta`, one `testRunStarted`, one
 * `testRunFinished`, every definition once. A run that was broken off is given its end.
 */
export function mergeStreams(streams: readonly (readonly Envelope[])[]): Envelope[] {
  const all = streams.flat();
  const started = all.find(envelope => envelope.testRunStarted !== undefined)?.testRunStarted;
  const definitions = unique(all.filter(isDefinition));
  const progress = all.filter(envelope => !isDefinition(envelope) && !isFrame(envelope));
  const meta = all.find(envelope => envelope.meta !== undefined);
  if (started === undefined) return unique(all);
  return [
    ...(meta === undefined ? [] : [meta]),
    ...definitions,
    { testRunStarted: started },
    ...progress.map(envelope => ofRun(envelope, withRun(started))),
    { testRunFinished: ending(streams, started) },
  ];
}

function ending(streams: readonly (readonly Envelope[])[], started: Started): Finished {
  const ends = streams.map(
    stream => stream.find(envelope => envelope.testRunFinished !== undefined)?.testRunFinished,
  );
  const success = ends.every(end => end?.success === true);
  const timestamp = ends
    .map(end => end?.timestamp ?? started.timestamp)
    .reduce((a, b) => (a.seconds * 1e9 + a.nanos > b.seconds * 1e9 + b.nanos ? a : b));
  return { ...withRun(started), timestamp, success };
}

function isFrame({ meta, testRunStarted, testRunFinished }: Envelope): boolean {
  return meta !== undefined || testRunStarted !== undefined || testRunFinished !== undefined;
}

function isDefinition(envelope: Envelope): boolean {
  const { source, gherkinDocument, pickle, parseError } = envelope;
  return [source, gherkinDocument, pickle, parseError, ...supportCode(envelope)].some(
    part => part !== undefined,
  );
}

function supportCode({ stepDefinition, hook, parameterType, undefinedParameterType }: Envelope) {
  return [stepDefinition, hook, parameterType, undefinedParameterType];
}

/** Each definition once: steps and hooks by their id, types by their name (their ids differ from run to run). */
function unique(envelopes: readonly Envelope[]): Envelope[] {
  const seen = new Set<string>();
  return envelopes.filter(envelope => {
    const key = definitionKey(envelope);
    if (key === undefined) return true;
    return !seen.has(key) && seen.add(key);
  });
}

function definitionKey({
  stepDefinition,
  hook,
  parameterType,
  undefinedParameterType,
}: Envelope): string | undefined {
  if (parameterType !== undefined) return `type ${parameterType.name}`;
  if (undefinedParameterType !== undefined)
    return `undefined ${undefinedParameterType.name} ${undefinedParameterType.expression}`;
  return (stepDefinition ?? hook)?.id;
}

/** A message of any of the runs, said of the one. */
function ofRun(envelope: Envelope, run: { testRunStartedId?: string }): Envelope {
  const { testCase, testRunHookStarted, attachment } = envelope;
  if (testCase !== undefined) return { testCase: { ...testCase, ...run } };
  if (testRunHookStarted !== undefined)
    return { testRunHookStarted: { ...testRunHookStarted, testRunStartedId: run.testRunStartedId ?? '' } };
  if (attachment?.testRunStartedId !== undefined) return { attachment: { ...attachment, ...run } };
  return envelope;
}

function withRun({ id }: Started): { testRunStartedId?: string } {
  return id === undefined ? {} : { testRunStartedId: id };
}
