import { expect, test } from 'vitest';
import { demoCatalogue, demoSuite } from './fixtures/suite.ts';
import { partition, type SelectionRequest, scenariosOf, select } from './select.ts';
import { UsageError } from './usage-error.ts';

const everything: SelectionRequest = { platforms: [], requirements: [], cases: [], selfCheck: false };

async function idsOf(request: Partial<SelectionRequest>): Promise<string[]> {
  const sources = await select(demoSuite, demoCatalogue, { ...everything, ...request });
  return (await scenariosOf(demoSuite, sources)).map(({ id }) => id.replace('demo/', ''));
}

test('without --self-check, what judges the mock alone is left out; a row for both is kept', async () => {
  const ids = await idsOf({});
  expect(ids).toContain('verdicts/passes');
  expect(ids).toContain('provider/judges-both');
  expect(ids).not.toContain('provider/shows-it');
  expect(await idsOf({ selfCheck: true })).toContain('provider/shows-it');
});

test.each<[Partial<SelectionRequest>, string[]]>([
  [{ requirements: ['DEM-02'] }, ['verdicts/warns']],
  [
    { requirements: ['DEM-03'], selfCheck: true },
    ['provider/shows-it', 'provider/shows-nothing', 'provider/judges-both', 'waiting/waits'],
  ],
  [{ tags: '@cap:renewal or @broken-hook' }, ['verdicts/warns', 'verdicts/has-a-broken-hook']],
  [{ tags: '@DEM-01', requirements: ['DEM-02'] }, []],
  [{ cases: ['demo/verdicts/warns', 'demo/other/passes-too'] }, ['other/passes-too', 'verdicts/warns']],
  [{ cases: ['demo/verdicts/leaves-misfit-behind'] }, ['verdicts/leaves-misfit-behind']],
  [{ cases: ['demo/verdicts/has-a-twin'] }, ['verdicts/has-a-twin', 'verdicts/has-a-twin']],
  [{ cases: ['demo/verdicts/warns'], platforms: ['demo'], tags: '@DEM-01' }, []],
])('%j selects %j', async (request, ids) => {
  expect((await idsOf(request)).toSorted()).toEqual(ids.toSorted());
});

test('workers share out every case once, whole features each', async () => {
  const sources = await select(demoSuite, demoCatalogue, everything);
  const all = await scenariosOf(demoSuite, sources);
  const shares = partition(all, 8);
  const ids = await Promise.all(shares.map(share => scenariosOf(demoSuite, share)));
  expect(shares).toHaveLength(3);
  expect(ids.map(share => new Set(share.map(({ uri }) => uri)).size)).toEqual([1, 1, 1]);
  expect(
    ids
      .flat()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(all.map(({ id }) => id).toSorted());
  expect(partition(all, 2)).toHaveLength(2);
});

test.each<[Partial<SelectionRequest>, RegExp]>([
  [{ platforms: ['demos'] }, /--platform takes demo; there is no demos. Did you mean demo\?/],
  [{ requirements: ['DEM-1'] }, /--requirement .* there is no DEM-1. Did you mean DEM-01/],
  [{ requirements: ['XYZ'] }, /there is no XYZ. `countersign list requirements`/],
  [{ requirements: ['DEM-04'] }, /DEM-04 has no case: a remark on spelling/],
  [{ requirements: ['DEM-03'] }, /DEM-03 judges the mock, not a client: add --self-check/],
  [{ cases: ['demo/verdicts/pases'] }, /--case .* Did you mean demo\/verdicts\/passes/],
  [{ cases: ['warns'] }, /Did you mean demo\/verdicts\/warns/],
  [{ cases: ['demo/provider/shows-it'] }, /judges the mock, not a client: add --self-check/],
  [{ tags: '@a and (' }, /--tags takes a tag expression/],
])('%j is refused', async (request, message) => {
  const refused = await select(demoSuite, demoCatalogue, { ...everything, ...request }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(UsageError);
  expect((refused as Error).message).toMatch(message);
});
