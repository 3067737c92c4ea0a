import { z } from 'zod';
import { VERDICTS } from '../verdict/verdict.ts';

/*
 * The run record, `reports/result.json`: the one source of every report. Types and the published JSON
 * Schema (docs/result.schema.json) are made from these; members are only ever added.
 */

export const RESULT_SCHEMA = 'countersign.result/1';

const verdict = z.enum(VERDICTS);
const header = z.tuple([z.string(), z.string()]);

const exchange = z.object({
  n: z.int(),
  /** Virtual time of arrival. */
  at: z.string(),
  site: z.enum(['platform', 'foreign']),
  operation: z.string().optional(),
  fault: z.string().optional(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(header),
    /** True where a library had read the headers before the mock: how and in which order they were written is not known. */
    headersParsed: z.boolean().optional(),
    body: z.string(),
  }),
  response: z
    .object({ status: z.int(), headers: z.array(header), body: z.string(), cut: z.boolean().optional() })
    .optional(),
  /** The checks that the mock made on its way to the answer. */
  decisions: z.array(z.object({ check: z.string(), expected: z.string(), got: z.string(), ok: z.boolean() })),
});

const finding = z.object({
  requirement: z.string(),
  verdict,
  why: z.string(),
  exchanges: z.array(z.int()).readonly(),
  expected: z.string().optional(),
  sent: z.string().optional(),
  hint: z.string().optional(),
  explanation: z
    .object({
      mistake: z.string(),
      text: z.string(),
      expected: z.string(),
      sent: z.string(),
      stages: z
        .array(z.object({ name: z.string(), expected: z.string(), sent: z.string() }))
        .readonly()
        .optional(),
    })
    .optional(),
});

/** What the client was asked in a case and what it answered. */
const call = z.object({ method: z.string(), params: z.json(), answer: z.json() });

/** What the steps of one scenario leave behind, before expectations are applied. */
const caseEvidenceSchema = z.object({
  requirements: z.array(z.string()),
  findings: z.array(finding),
  exchanges: z.array(exchange),
  calls: z.array(call),
  /** Requests that reached the mock's port but no sandbox, `METHOD target`. */
  strays: z.array(z.string()),
  /** What the client wrote on stderr, and other things worth showing. */
  evidence: z.string(),
  /** Milliseconds that the case truly waited because the client could not be told the time. */
  waitedMs: z.number().optional(),
});

/**
 * An evidence as far as verdicts hang on it. Its exchanges and calls are our own, taken from typed values in this
 * process: to look at each of them again would cost more than all the other work on a case's record.
 */
export const evidenceFrameSchema = caseEvidenceSchema.extend({
  exchanges: z.array(z.custom<ExchangeRecord>()),
  calls: z.array(z.custom<z.output<typeof call>>()),
});

const step = z.object({ text: z.string(), status: z.string() });

const caseSchema = caseEvidenceSchema.extend({
  /** `platform/feature/scenario`, each as a slug. */
  id: z.string(),
  platform: z.string(),
  feature: z.string(),
  scenario: z.string(),
  /** Where the scenario stands, `features/…:line`. */
  source: z.string(),
  verdict,
  /** False where the run scores a frozen set that does not hold this case: its verdict counts for nothing. */
  scored: z.boolean().optional(),
  /** Why, in one sentence, where the verdict is not `passed`. */
  reason: z.string().optional(),
  durationMs: z.number(),
  steps: z.array(step),
});

/** How many cases came to each verdict, of those that are scored. */
const summary = z.record(verdict, z.int());

export const runRecordSchema = z.object({
  schema: z.literal(RESULT_SCHEMA),
  suite: z.object({ name: z.string(), version: z.string(), digest: z.string() }),
  client: z.object({
    name: z.string(),
    version: z.string(),
    language: z.string(),
    via: z.enum(['module', 'subprocess', 'http']),
    capabilities: z.record(z.string(), z.array(z.string())),
    clock: z.string().optional(),
  }),
  /** The words of the command line that chose the client, to repeat a case with. */
  selection: z.object({
    client: z.array(z.string()),
    strict: z.boolean(),
    selfCheck: z.boolean(),
    /** The frozen set of requirements that is scored; without one everything is. */
    set: z.string().optional(),
  }),
  /** What the order of the cases and all that the mocks made up hang on: the same again for the same seed. */
  seed: z.string().optional(),
  /** What was to be run, all shards together: the digest names suite, way of judging and every case. */
  plan: z.object({ digest: z.string(), cases: z.int() }).optional(),
  /** Which part of the plan this is, `I/N`. */
  shard: z.string().optional(),
  /** False where the run was cut off: `countersign run --resume` finishes it. */
  complete: z.boolean().optional(),
  startedAt: z.string(),
  durationMs: z.number(),
  summary,
  exitCode: z.int(),
  /** What went wrong outside any case, one sentence each. */
  problems: z.array(z.string()),
  cases: z.array(caseSchema),
});

export type ExchangeRecord = z.output<typeof exchange>;
export type FindingRecord = z.output<typeof finding>;
export type CaseEvidence = z.output<typeof caseEvidenceSchema>;
export type CaseRecord = z.output<typeof caseSchema>;
export type RunRecord = z.output<typeof runRecordSchema>;

/** Media type of the attachment that carries a {@link CaseEvidence} through Cucumber's messages. */
export const CASE_EVIDENCE_MEDIA_TYPE = 'application/vnd.countersign.case+json';
