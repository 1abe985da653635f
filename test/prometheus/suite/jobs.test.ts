import { findProgram } from '../../stacks/helpers/find-program';
import { measuredBy } from '../a-promtool';
import { jobsOfWorker } from '../simulated-requests';
import type { Traffic } from '../simulated-requests';
import { watchedCatalog } from '../watched-catalog';

const promtool = findProgram('promtool');
if (promtool === undefined)
  process.stderr.write('SKIPPED: promtool is not installed: nobody has asked whether jobs are seen\n');
const withPromtool = promtool === undefined ? describe.skip : describe;

const objects = [...watchedCatalog().objects.values()].filter(
  ({ metadata }) => metadata?.namespace === 'staging' && metadata.name.startsWith('postman'),
);

/** Queries of panels and alerts of the worker that are about what it counts itself, by title or name. */
const queries = objects.flatMap((object): readonly { of: string; expression: string }[] => {
  if (object.kind === 'PrometheusRule')
    return object['spec'].groups.flatMap(({ rules }: { rules: readonly { alert: string; expr: string }[] }) =>
      rules
        .filter(({ alert }) => /^Job|^Request/.test(alert))
        .map(({ alert, expr }) => ({ of: alert, expression: expr })),
    );
  if (object.kind !== 'ConfigMap') return [];
  return Object.values<string>(object['data']).flatMap((json) =>
    JSON.parse(json).panels.flatMap(
      ({ title, targets = [] }: { title: string; targets?: readonly { expr: string }[] }) =>
        targets
          .filter(({ expr }) => expr.includes('service="postman"'))
          .map(({ expr }) => ({ of: title, expression: expr })),
    ),
  );
});

/** Those that have a result other than no number. */
function answered(traffic: Omit<Traffic, 'requests'>): ReadonlySet<string> {
  const textAt = (seconds: number) => jobsOfWorker({ ...traffic, requests: seconds * 2 });
  const labels = { namespace: 'staging', service: 'postman', pod: 'postman-7d4b9c6f5d-x2x4z' };
  const found = queries.filter(({ expression }) => {
    const query = `(${expression.replaceAll('$__rate_interval', '2m')})`;
    return measuredBy(promtool ?? '', `count(${query} == ${query})`, textAt, labels) > 0;
  });
  return new Set(found.map(({ of }) => of));
}

withPromtool('what takes jobs', () => {
  const panels = ['Jobs', 'Share of errors', 'Duration'];

  test('has panels that show its jobs, and no alert while all is well', () => {
    expect(answered({ failing: 0, seconds: 0.04 })).toEqual(new Set(panels));
  });

  test('has alerts for jobs that fail, and that take too long', () => {
    expect(answered({ failing: 0.5, seconds: 0.04 })).toEqual(new Set([...panels, 'JobErrors']));
    expect(answered({ failing: 0, seconds: 4 })).toEqual(new Set([...panels, 'JobDuration']));
  });

  test('has nothing else that asks for what it counts', () => {
    expect(new Set(queries.map(({ of }) => of))).toEqual(new Set([...panels, 'JobErrors', 'JobDuration']));
  });
});
