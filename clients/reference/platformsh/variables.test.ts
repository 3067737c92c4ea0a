import { describe, expect, it } from 'vitest';
import { setUp } from '../../testing/platformsh.ts';
import { invoke } from '../../testing/session.ts';
import { json } from '../../testing/tiny-server.ts';

const ok = (value: unknown) => ({ outcome: 'ok', value });

describe('variable.create', () => {
  const INPUT = {
    name: 'env:PLATFORMSH_CLI_TOKEN',
    value: 'tkn-machine',
    level: 'environment',
    environment: 'feature/x',
    sensitive: true,
  };
  const PATH = '/api/projects/prj1/environments/feature%2Fx/variables';
  const CHECK = `GET ${PATH}/env%3APLATFORMSH_CLI_TOKEN`;
  const CREATE = `POST ${PATH}`;
  const absent = () => json(404, { title: 'Not Found' });

  it('looks for it by its encoded name, and creates it', async () => {
    const { server, client, calls } = await setUp({
      [CHECK]: absent,
      [CREATE]: () =>
        json(201, { status: 'Created', code: 201, _embedded: { entity: { name: INPUT.name } } }),
    });
    expect(await invoke(client, 'variable.create', INPUT)).toEqual(ok({ name: INPUT.name }));
    expect(calls()).toEqual([CHECK, CREATE]);
    expect(JSON.parse(server.arrivals.at(-1)!.body)).toEqual({
      application_scope: [],
      name: 'env:PLATFORMSH_CLI_TOKEN',
      value: 'tkn-machine',
      is_json: false,
      is_sensitive: true,
      is_enabled: true,
      is_inheritable: true,
    });
  });

  it('leaves one that is there already as it is, which is a failure', async () => {
    const { client, calls } = await setUp({ [CHECK]: () => json(200, { name: INPUT.name }) });
    const told = await invoke(client, 'variable.create', INPUT);
    expect(told).toMatchObject({ outcome: 'rejected', message: expect.stringContaining('exists already') });
    expect(calls()).toEqual([CHECK]);
  });

  it('takes 409 for a failure, and repeats nothing of a sensitive value', async () => {
    const { client, calls } = await setUp({
      [CHECK]: absent,
      [CREATE]: () => json(409, { message: `Not ${INPUT.value} again`, title: 'Conflict' }),
    });
    const told = await invoke(client, 'variable.create', INPUT);
    expect(told).toMatchObject({
      outcome: 'rejected',
      status: 409,
      message: expect.stringContaining('Conflict, Not *** again'),
    });
    expect(calls()).toEqual([CHECK, CREATE]);
  });

  it.each([403, 500])('creates nothing when the look is answered with %i', async status => {
    const { client, calls } = await setUp({ [CHECK]: () => ({ status }) });
    expect(await invoke(client, 'variable.create', INPUT)).toMatchObject({ outcome: 'rejected', status });
    expect(calls()).toEqual([CHECK]);
  });

  it('offers no other level', async () => {
    const { client, calls } = await setUp({});
    const told = await invoke(client, 'variable.create', { ...INPUT, level: 'project' });
    expect(told).toMatchObject({ outcome: 'rejected', message: expect.stringContaining('level') });
    expect(calls()).toEqual([]);
  });
});
