import { appendFileSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { InputError } from '../../src/model/problem';
import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, environmentYaml, serviceYaml } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';
import { letTimePass, filesBelow, write } from '../helpers/tree';
import { textsBelow } from '../tree/tree-on-disk';

/** Where a sequence happens. */
interface Project {
  readonly catalog: string;
  readonly out: string;
  readonly memory: { readonly file: string; readonly program: string };
}

/** Something that people, or other programs, do to a catalog or to a rendered tree. */
interface Edit {
  readonly say: string;
  readonly apply: (project: Project) => void;
}

const service = fc.constantFrom('a', 'b', 'c');
const environment = fc.constantFrom('dev', 'prod');

const catalogEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(service, environment, fc.constantFrom('v1', 'v2', 'v3')).map(([name, where, version]) => ({
    say: `${name} ${version} runs in ${where}`,
    apply: ({ catalog }: Project) => {
      if (!existsSync(join(catalog, `services/${name}/service.yaml`))) {
        write(catalog, `services/${name}/service.yaml`, serviceYaml);
      }
      write(catalog, `services/${name}/${where}.yaml`, `release: { version: ${version} }\n`);
    },
  })),
  fc.tuple(service, fc.subarray(['a', 'b']), fc.boolean()).map(([name, others, isMeshed]) => ({
    say: `${name} calls ${others.join(' and ') || 'nobody'}${isMeshed ? ' through the mesh' : ''}`,
    apply: ({ catalog }: Project) => {
      const dependsOn = others.filter((other) => other < name).join(', ');
      const mesh = isMeshed ? 'mesh: { provider: linkerd }\n' : '';
      write(catalog, `services/${name}/service.yaml`, `${serviceYaml}dependsOn: [${dependsOn}]\n${mesh}`);
    },
  })),
  fc.tuple(service, environment).map(([name, where]) => ({
    say: `${name} leaves ${where}`,
    apply: ({ catalog }: Project) => rmSync(join(catalog, `services/${name}/${where}.yaml`), { force: true }),
  })),
  service.map((name) => ({
    say: `${name} is removed`,
    apply: ({ catalog }: Project) => rmSync(join(catalog, `services/${name}`), { recursive: true, force: true }),
  })),
  fc
    .tuple(environment, fc.constantFrom('{environment}', '{service}-{environment}'), fc.nat(3))
    .map(([where, namespace, replicas]) => ({
      say: `${where} has ${replicas} replicas by default, in namespaces ${namespace}`,
      apply: ({ catalog }: Project) =>
        write(
          catalog,
          `environments/${where}.yaml`,
          `${environmentYaml.replace('"{environment}"', `"${namespace}"`)}defaults: { scale: { owner: fixed, replicas: ${replicas} } }\n`,
        ),
    })),
);

const outputEdit: fc.Arbitrary<Edit> = fc
  .tuple(fc.nat(), fc.constantFrom('append', 'replace', 'delete', 'touch'))
  .map(([nth, how]) => ({
    say: `somebody does ${how} with rendered file number ${nth}`,
    apply: ({ out }: Project) => {
      const files = filesBelow(out).filter((path) => path.endsWith('.yaml'));
      const file = files[nth % files.length];
      if (file === undefined) return;
      const path = join(out, file);
      if (how === 'append') appendFileSync(path, 'edited: true\n');
      if (how === 'delete') rmSync(path);
      if (how === 'touch') utimesSync(path, new Date(), new Date());
      if (how === 'replace') {
        // The same size, and the same time of modification: only the change time tells.
        const { atime, mtime } = statSync(path);
        writeFileSync(path, readFileSync(path, 'utf8').replace('kind: ', 'kynd: '));
        utimesSync(path, atime, mtime);
      }
    },
  }));

const other: fc.Arbitrary<Edit> = fc.oneof(
  fc.constant<Edit>({
    say: 'time passes',
    apply: letTimePass,
  }),
  fc
    .record({
      environment: fc.option(environment, { nil: undefined }),
      service: fc.option(service, { nil: undefined }),
    })
    .map((part) => ({
      say: `a run for ${JSON.stringify(part)}`,
      apply: (project: Project) => void tryRun(project, part),
    })),
);

const edit = fc.oneof(
  { weight: 4, arbitrary: catalogEdit },
  { weight: 3, arbitrary: outputEdit },
  { weight: 3, arbitrary: other },
);

test('whatever happened, a run that remembers leaves what a first run would write', () => {
  const step = fc.array(edit, { minLength: 1, maxLength: 3 });

  fc.assert(
    fc.property(fc.array(step, { minLength: 6, maxLength: 6 }), (steps) => {
      const project = aProject();
      for (const edits of steps) {
        for (const { apply } of edits) apply(project);
        if (!tryRun(project)) continue;

        const fresh = join(temporaryFolder(), 'out');
        synthesize({ catalog: project.catalog, out: fresh });

        expect(textsBelow(project.out)).toEqual(textsBelow(fresh));
      }
    }),
    { numRuns: 30, reporter: report },
  );
}, 60_000);

function aProject(): Project {
  const release = 'release: { version: v1 }\n';
  const catalog = aCatalogFolder({
    'services/a/service.yaml': serviceYaml,
    'services/a/dev.yaml': release,
    'services/a/prod.yaml': release,
  });
  const project = {
    catalog,
    out: join(temporaryFolder(), 'out'),
    memory: { file: join(temporaryFolder(), 'memory'), program: 'test' },
  };
  // Old files are remembered at once.
  letTimePass();
  tryRun(project);
  letTimePass();
  tryRun(project);
  return project;
}

/** Runs with memory. A catalog that an edit made invalid is refused, and a part that is not there as well. */
function tryRun(
  { catalog, out, memory }: Project,
  part: { environment?: string | undefined; service?: string | undefined } = {},
): boolean {
  try {
    synthesize({ catalog, out, memory, leavesRunning: true, ...part });
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Tells a failure in the words of its edits. */
function report(details: fc.RunDetails<[Edit[][]]>): void {
  if (!details.failed) return;
  const [steps] = details.counterexample ?? [[]];
  const story = steps.map((edits) => edits.map(({ say }) => say).join('; '));
  throw new Error(`seed ${details.seed}, path ${details.counterexamplePath}:\n${story.join('\n')}`, {
    cause: details.errorInstance,
  });
}
