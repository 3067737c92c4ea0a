import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { CALLS, type Method } from '../protocol/index.ts';
import { Connection } from './connection.ts';
import { Evidence } from './evidence.ts';
import { interpret, parseReply } from './interpret.ts';
import { BrokenLineError, LineReader } from './lines.ts';
import type { ProcessGroup } from './process-group.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 200);
vi.setConfig({ testTimeout: 30_000 + numRuns * 50 });

const id = fc.constantFrom<unknown>('c1', 'c2', 'c9', '', 'constructor', 1, 1.5, null, {}, []);
const members = {
  jsonrpc: fc.constantFrom<unknown>('2.0', '1.0', 2, null),
  id,
  result: fc.oneof(
    fc.jsonValue(),
    fc.record({ outcome: fc.constantFrom('ok', 'response', 'rejected', 'x'), status: fc.jsonValue() }),
  ),
  error: fc.oneof(
    fc.jsonValue(),
    fc.record({
      code: fc.constantFrom(-32000, -32001, -32601, 1.5),
      message: fc.string(),
      data: fc.jsonValue(),
    }),
  ),
  __proto__: fc.jsonValue(),
};
/** Answers, and what is nearly one. */
const message = fc.record(members, { requiredKeys: [] }).map(value => JSON.stringify(value));
const line = fc.oneof(message, fc.json(), fc.string({ unit: 'binary' }), fc.constant('['.repeat(9_999)));
/** What a process may write: lines, half lines, and bytes that are no text. */
const output = fc.oneof(
  line.map(text => Buffer.from(`${text}\n`)),
  line.map(text => Buffer.from(text)),
  fc.uint8Array().map(bytes => Buffer.from(bytes)),
);

describe('whatever a client writes', () => {
  test('is cut into lines, or called broken', () => {
    fc.assert(
      fc.property(fc.array(output), chunks => {
        const reader = new LineReader();
        try {
          for (const chunk of chunks) for (const text of reader.feed(chunk)) expect(text).not.toContain('\n');
        } catch (error) {
          expect(error).toBeInstanceOf(BrokenLineError);
        }
      }),
      { numRuns },
    );
  });

  test('is an answer to a call, or has something wrong with it', () => {
    const method = fc.constantFrom(...(Object.keys(CALLS) as Method[]));
    fc.assert(
      fc.property(method, line, (called, text) => {
        const reply = parseReply(text);
        if ('problem' in reply) expect(reply.problem).not.toBe('');
        else
          expect(['answer', 'unsupported', 'adapter-fault', 'broken-message']).toContain(
            interpret(called, reply).kind,
          );
      }),
      { numRuns },
    );
  });

  test('is shown in whole words: what is left of a secret would not be known for one', () => {
    const reply = parseReply(`${'word '.repeat(39)}${'Canary'.repeat(50)}`);
    expect(reply).toMatchObject({ problem: expect.stringMatching(/: "(word ){39}"…$/) });
  });

  test('every call comes to an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(output, { maxLength: 6 }), async chunks => {
        const { connection, output: wire } = connected();
        const calls = ['session/close', 'ping'].map(method =>
          connection.call({
            method,
            params: {},
            deadlineMs: 20_000,
            read: reply => interpret(method as Method, reply),
          }),
        );
        for (const chunk of chunks) if (!wire.destroyed) wire.write(chunk);
        if (!wire.destroyed) wire.end();
        for (const { kind } of await Promise.all(calls))
          expect(['answer', 'unsupported', 'adapter-fault', 'broken-message', 'gone']).toContain(kind);
      }),
      { numRuns },
    );
  });
});

/** A connection to a process that is only pipes. */
function connected() {
  const output = new PassThrough();
  const input = new PassThrough().resume();
  const exited = new Promise(resolve => {
    output.once('close', () => resolve({ clean: true, how: 'exited with code 0' }));
  });
  const group = { pid: undefined, input, output, noise: [], exited, end: async () => {} };
  const connection = new Connection(group as unknown as ProcessGroup, new Evidence(), 0, () => {});
  return { connection, output };
}
