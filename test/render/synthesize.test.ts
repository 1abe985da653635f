import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { InputError } from '../../src/model/problem';
import { recall } from '../../src/render/memory';
import type { MemoryPlace } from '../../src/render/memory';
import { renderingOf } from '../../src/render/rendering';
import type { Rendering } from '../../src/render/rendering';
import { everything } from '../../src/render/scope';
import { synthesize } from '../../src/render/synthesize';
import type { SynthesizeOptions } from '../../src/render/synthesize';
import { wantedTree } from '../../src/render/wanted-tree';
import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';
import { letTimePass, filesBelow, write } from '../helpers/tree';
import { textsBelow } from '../tree/tree-on-disk';

const otherRelease = 'release: { version: v2.0.0 }\n';

/** Services "api" and "web" in "dev" and "prod", where they are rendered to, and how to render them. */
function aProject(files: Readonly<Record<string, string | null>> = {}) {
  const catalog = aCatalogFolder({
    'services/api/service.yaml': serviceYaml,
    'services/api/dev.yaml': overlayYaml,
    'services/api/prod.yaml': overlayYaml,
    ...files,
  });
  const out = join(temporaryFolder(), 'out');
  const memory = { file: join(temporaryFolder(), 'memory.json'), program: 'this one' };
  const run = (options: Partial<SynthesizeOptions> = {}) => synthesize({ catalog, out, ...options });
  return { catalog, out, memory, run };
}

/** A project that was rendered so long ago that everything in its memory is believed. */
function aRememberedProject() {
  const project = aProject();
  const remember = () => project.run({ memory: project.memory });
  letTimePass();
  remember();
  letTimePass();
  remember();
  return { ...project, run: remember };
}

/** Text, inode and modification time of every file, and of `.slipway` if it is there. */
function stateOf(out: string) {
  return filesBelow(out).map((path) => {
    const { ino, mtimeNs } = statSync(join(out, path), { bigint: true });
    return `${path} ${ino} ${mtimeNs} ${readFileSync(join(out, path), 'utf8')}`;
  });
}

const webInDev = 'services/web/overlays/dev';

describe('what leaves the catalog in one step', () => {
  test.each([
    [
      'an overlay',
      ['services/web/dev.yaml'],
      [
        'catalog/services/web/dev.yaml: the file is gone, and what it rendered would run on with nobody to manage it: services/web/overlays/dev',
      ],
    ],
    [
      'a service',
      ['services/web'],
      [
        'catalog/services/web/service.yaml: the file is gone, and what it rendered would run on with nobody to manage it: services/web/overlays/dev, services/web/overlays/prod',
      ],
    ],
    [
      'an environment',
      ['environments/dev.yaml', 'services/api/dev.yaml', 'services/web/dev.yaml'],
      [
        'catalog/environments/dev.yaml: the file is gone, and what it rendered would run on with nobody to manage it: services/api/overlays/dev, services/web/overlays/dev',
      ],
    ],
  ])('is refused, and the tree stays: %s', (_, gone, messages) => {
    const { catalog, out, run } = aProject();
    run();
    const before = stateOf(out);
    for (const path of gone) rmSync(join(catalog, path), { recursive: true });

    expect(run).toThrow(
      new InputError(
        messages.map((text) => {
          const [file = '', message = ''] = text.split(/: (.*)/s);
          const hint =
            'put it back with "retired: true", and delete it when nothing of it runs any more; "--leave-running" insists';
          return { file, path: [], message, hint };
        }),
      ),
    );
    expect(stateOf(out)).toEqual(before);
  });

  test('may go when it was retired before, and then nothing of it is left', () => {
    const { catalog, out, run } = aProject();
    run();
    write(catalog, 'services/web/service.yaml', `${serviceYaml}retired: true\n`);
    run();
    rmSync(join(catalog, 'services/web'), { recursive: true });

    run();

    expect(filesBelow(out).filter((path) => path.includes('web'))).toEqual([]);
  });

  test('may go when another run asks for something else', () => {
    const { catalog, run } = aProject();
    run();
    rmSync(join(catalog, 'services/api/prod.yaml'));

    expect(run({ environment: 'dev' })).toMatchObject({ removed: [] });
  });
});

describe('a namespace that all services leave', () => {
  const moved = environmentYaml.replace('"{environment}"', '"new-{environment}"');
  const former = `${moved}formerNamespaces: [dev]\n`;

  test('is refused in one step, as Argo CD could not delete what is in it, and the tree stays', () => {
    const { catalog, out, run } = aProject();
    run();
    const before = stateOf(out);
    write(catalog, 'environments/dev.yaml', moved);

    expect(run).toThrow(
      new InputError([
        {
          file: 'catalog/environments/dev.yaml',
          path: ['formerNamespaces'],
          message:
            'no service is in namespace "dev" any more, where Argo CD then may delete nothing: what has moved would run there, too',
          hint: 'write "formerNamespaces: [dev]", and take it out when nothing runs there any more; "--leave-running" insists',
        },
      ]),
    );
    expect(stateOf(out)).toEqual(before);
    expect(run({ leavesRunning: true }).removed).toContain('argocd/dev/baseline/dev/namespace.yaml');
  });

  test('stays as it is while it is a former one, for the projects, too, and then it may go', () => {
    const { catalog, out, run } = aProject();
    run();
    const before = textsBelow(join(out, 'argocd/dev/baseline/dev'));
    write(catalog, 'environments/dev.yaml', former);
    run();

    expect(textsBelow(join(out, 'argocd/dev/baseline/dev/former'))).toEqual(before);
    expect(readFileSync(join(out, 'argocd/dev/baseline/kustomization.yaml'), 'utf8')).toContain(
      'dev/former/namespace.yaml',
    );
    for (const project of ['dev', 'platform-dev']) {
      const text = readFileSync(join(out, `argocd/dev/bootstrap/app-project-${project}.yaml`), 'utf8');
      expect(text).toMatch(/namespace: dev$/m);
      expect(text).toMatch(/namespace: new-dev$/m);
    }

    write(catalog, 'environments/dev.yaml', moved);
    const { removed } = run();

    expect(removed).toContain('argocd/dev/baseline/dev/former/namespace.yaml');
    expect(existsSync(join(out, 'argocd/dev/baseline/dev'))).toBe(false);
  });

  test('is no former one while a service is in it', () => {
    const { catalog, out, run } = aProject({ 'environments/dev.yaml': `${environmentYaml}formerNamespaces: [dev]\n` });
    run();

    expect(existsSync(join(out, 'argocd/dev/baseline/dev/namespace.yaml'))).toBe(true);
    write(catalog, 'environments/dev.yaml', environmentYaml);
    expect(run()).toMatchObject({ written: [], removed: [] });
  });

  test('goes with its last service, which was retired before', () => {
    const { catalog, out, run } = aProject({
      'services/web/service.yaml': `${serviceYaml}namespace: web-{environment}\n`,
    });
    run();
    write(catalog, 'services/web/service.yaml', `${serviceYaml}namespace: web-{environment}\nretired: true\n`);
    run();
    rmSync(join(catalog, 'services/web'), { recursive: true });

    run();

    expect(existsSync(join(out, 'argocd/dev/baseline/web-dev'))).toBe(false);
  });
});

describe('what is retired', () => {
  const emptyKustomization = expect.stringMatching(/^resources: \[\]$/m);

  test.each([
    ['an overlay', { 'services/web/dev.yaml': `${overlayYaml}retired: true\n` }, ['web'], ['dev']],
    ['a service', { 'services/web/service.yaml': `${serviceYaml}retired: true\n` }, ['web'], ['dev', 'prod']],
    ['an environment', { 'environments/dev.yaml': `${environmentYaml}retired: true\n` }, ['api', 'web'], ['dev']],
  ])('%s leaves Applications with nothing to apply', (_, files, services, environments) => {
    const { catalog, out, run } = aProject();
    run();
    for (const [file, text] of Object.entries(files)) write(catalog, file, text);

    run();

    const texts = textsBelow(out);
    for (const service of services) {
      for (const environment of environments) {
        const folder = `services/${service}/overlays/${environment}`;
        expect(Object.keys(texts).filter((path) => path.startsWith(`${folder}/`))).toEqual([
          `${folder}/empty/kustomization.yaml`,
        ]);
        expect(texts[`${folder}/empty/kustomization.yaml`]).toEqual(emptyKustomization);
        const application = texts[`argocd/${environment}/apps/${service}.yaml`];
        expect(application).toContain('slipway.dev/retired: "true"');
        expect(application).toContain('allowEmpty: true');
        // Another path: Argo CD looks at once, and knows by then that it may prune everything.
        expect(application).toContain(`path: ${folder}/empty\n`);
      }
    }
    expect(texts).toHaveProperty(['services/api/overlays/prod/deployment.yaml']);
  });

  test('an environment has an empty baseline, so that its namespaces go when somebody confirms it', () => {
    const { out, run } = aProject({ 'environments/dev.yaml': `${environmentYaml}retired: true\n` });

    run();

    expect(Object.keys(textsBelow(out)).filter((path) => path.startsWith('argocd/dev/baseline/'))).toEqual([
      'argocd/dev/baseline/empty/kustomization.yaml',
    ]);
    expect(textsBelow(out)['argocd/dev/baseline/empty/kustomization.yaml']).toEqual(emptyKustomization);
  });

  test('a service is no caller and is not called', () => {
    const { out, run } = aProject({
      'services/web/service.yaml': `${serviceYaml}dependsOn: [api]\n`,
      'services/web/dev.yaml': `${overlayYaml}retired: true\n`,
    });

    run();

    const policyIn = (environment: string) =>
      textsBelow(out)[`services/api/overlays/${environment}/network-policy.yaml`];
    expect(policyIn('prod')).toContain('app: web');
    expect(policyIn('dev')).not.toContain('app: web');
  });
});

describe('a run', () => {
  test('writes the layout of a GitOps repository', () => {
    const { out, run } = aProject();

    const report = run();

    expect(report).toMatchObject({ services: 2, environments: 2, placements: 4, unchanged: 0, removed: [] });
    expect(report.written).toEqual(filesBelow(out));
    expect(report.written).toEqual(
      expect.arrayContaining([
        '.gitattributes',
        'CODEOWNERS',
        'argocd/dev/apps/web.yaml',
        'argocd/dev/baseline/kustomization.yaml',
        'argocd/dev/bootstrap/application.yaml',
        `${webInDev}/deployment.yaml`,
        `${webInDev}/kustomization.yaml`,
      ]),
    );
  });

  test('of what is current already changes no byte, inode or time', () => {
    const { out, run } = aProject();
    run();
    const before = stateOf(out);

    const report = run();

    expect(report).toMatchObject({ written: [], removed: [] });
    expect(stateOf(out)).toEqual(before);
  });

  test('after another release writes what shows it, and nothing else', () => {
    const { catalog, run } = aProject();
    run();
    write(catalog, 'services/web/dev.yaml', otherRelease);

    const report = run();

    expect(report).toMatchObject({ written: [`${webInDev}/deployment.yaml`], removed: [] });
  });

  test('removes the files of an overlay that is gone, and leaves those of others', () => {
    const { catalog, out, run } = aProject();
    run();
    write(out, `${webInDev}/notes.md`, 'mine\n');
    write(out, `${webInDev}/patch.yaml`, 'kind: Patch\n');
    rmSync(join(catalog, 'services/web/dev.yaml'));

    const { removed } = run({ leavesRunning: true });

    expect(removed).toContain('argocd/dev/apps/web.yaml');
    expect(removed).toContain(`${webInDev}/deployment.yaml`);
    expect(removed.filter((path) => path.includes('prod') || path.includes('api'))).toEqual([]);
    expect(filesBelow(join(out, webInDev))).toEqual(['notes.md', 'patch.yaml']);
  });

  test('removes a service that is gone, also from its own folders and from CODEOWNERS', () => {
    const { catalog, out, run } = aProject();
    run();
    rmSync(join(catalog, 'services/web'), { recursive: true });

    run({ leavesRunning: true });

    expect(existsSync(join(out, 'services/web'))).toBe(false);
    expect(filesBelow(out).filter((path) => path.includes('web'))).toEqual([]);
    expect(readFileSync(join(out, 'CODEOWNERS'), 'utf8')).not.toContain('/services/web/');
  });

  test('puts back what somebody edited, and what somebody deleted', () => {
    const { out, run } = aProject();
    run();
    const before = textsBelow(out);
    writeFileSync(join(out, webInDev, 'service.yaml'), 'edited: true\n', { flag: 'a' });
    rmSync(join(out, webInDev, 'deployment.yaml'));

    const { written } = run();

    expect(written).toEqual([`${webInDev}/deployment.yaml`, `${webInDev}/service.yaml`]);
    expect(textsBelow(out)).toEqual(before);
  });
});

describe('a run for a part', () => {
  const parts: readonly (readonly [string, Partial<SynthesizeOptions>])[] = [
    ['an environment', { environment: 'dev' }],
    ['a service', { service: 'web' }],
    ['a service in an environment', { environment: 'dev', service: 'web' }],
  ];

  test.each(parts)('%s: after a run for everything there is nothing to do', (_, options) => {
    const { out, run } = aProject();
    run();
    const before = stateOf(out);

    expect(run(options)).toMatchObject({ written: [], removed: [] });
    expect(stateOf(out)).toEqual(before);
  });

  test.each([
    ['an environment', { environment: 'dev' }, ['api dev', 'web dev']],
    ['a service', { service: 'web' }, ['web dev', 'web prod']],
    ['a service in an environment', { environment: 'dev', service: 'web' }, ['web dev']],
  ])('%s: releases of others wait', (_, options, expected) => {
    const { catalog, run } = aProject();
    run();
    for (const service of ['api', 'web'])
      for (const environment of ['dev', 'prod'])
        write(catalog, `services/${service}/${environment}.yaml`, otherRelease);

    const { written } = run(options);

    expect(written).toEqual(
      expected.map((one) => one.replace(/(\w+) (\w+)/, 'services/$1/overlays/$2/deployment.yaml')),
    );
  });

  test('an environment is also known by its aliases', () => {
    const { catalog, run } = aProject();
    const file = join(catalog, 'environments/prod.yaml');
    writeFileSync(file, `aliases: [production]\n${readFileSync(file, 'utf8')}`);

    const { written } = run({ environment: 'production' });

    expect(written).toContain('argocd/prod/apps/web.yaml');
    expect(written.filter((path) => path.includes('dev'))).toEqual([]);
  });

  test('a service that is new comes with its Application and nothing of others', () => {
    const { catalog, run } = aProject();
    run();
    write(catalog, 'services/new/service.yaml', serviceYaml);
    write(catalog, 'services/new/dev.yaml', overlayYaml);

    const { written, removed } = run({ service: 'new' });

    expect(written).toContain('argocd/dev/apps/new.yaml');
    expect(written.filter((path) => !path.includes('new'))).toEqual([]);
    expect(removed).toEqual([]);
  });

  test('a service: what was removed from the catalog waits, and its Application with it', () => {
    const { catalog, run } = aProject();
    run();
    rmSync(join(catalog, 'services/api'), { recursive: true });

    expect(run({ service: 'web' })).toMatchObject({ written: [], removed: [] });
    expect(run({ environment: 'dev', leavesRunning: true }).removed).toContain('argocd/dev/apps/api.yaml');
  });

  test.each([{ environment: 'devv' }, { service: 'wed' }, { environment: 'devv', service: 'wed' }])(
    'that the catalog does not know (%j) is refused, and nothing is written',
    (options) => {
      const { out, run } = aProject();

      expect(() => run(options)).toThrow(InputError);
      expect(existsSync(out)).toBe(false);
    },
  );
});

describe('a bad catalog', () => {
  test('makes no tree', () => {
    const { out, run } = aProject({ 'services/web/dev.yaml': 'release: { version: latest }\n' });

    expect(() => run()).toThrow(InputError);
    expect(existsSync(out)).toBe(false);
  });

  test('leaves a tree and the memory as they are', () => {
    const { catalog, memory, out, run } = aRememberedProject();
    const before = [stateOf(out), readFileSync(memory.file, 'utf8')];
    write(catalog, 'services/web/dev.yaml', 'release: { version: latest }\n');
    write(catalog, 'services/api/dev.yaml', otherRelease);

    expect(() => run()).toThrow(InputError);
    expect([stateOf(out), readFileSync(memory.file, 'utf8')]).toEqual(before);
  });
});

describe('a run that remembers', () => {
  test('what is current changes no byte, inode or time', () => {
    const { out, memory, run } = aRememberedProject();
    const before = [stateOf(out), readFileSync(memory.file, 'utf8')];

    const report = run();

    expect(report).toMatchObject({ written: [], removed: [], placements: 4, unchanged: filesBelow(out).length });
    expect([stateOf(out), readFileSync(memory.file, 'utf8')]).toEqual(before);
  });

  test('believes its memory: a file that has the signature in there is not looked into', () => {
    const { out, memory, run } = aRememberedProject();
    spoil(out, memory.file);

    expect(run()).toMatchObject({ written: [] });
  });

  test.each([
    ['another program made it', (text: string) => text.replace('this one', 'another one')],
    ['it is cut off', (text: string) => text.slice(0, text.indexOf('services/web/overlays/dev/service.yaml'))],
    ['it is empty', () => ''],
    ['it is something else', () => '[1, 2]'],
    ['it is nothing', () => 'null'],
    ['it is broken', (text: string) => text.replaceAll('{', '[')],
  ])('does not believe a memory when %s', (_, change) => {
    const { out, memory, run } = aRememberedProject();
    const before = textsBelow(out);
    spoil(out, memory.file);
    writeFileSync(memory.file, change(readFileSync(memory.file, 'utf8')));

    expect(run()).toMatchObject({ written: [`${webInDev}/service.yaml`] });
    expect(textsBelow(out)).toEqual(before);
  });

  test('puts back a file of the same size and modification time: the change time cannot be forged', () => {
    const { out, run } = aRememberedProject();
    const file = join(out, webInDev, 'service.yaml');
    const text = readFileSync(file, 'utf8');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, text.replace('8080', '9090'));
    utimesSync(file, atime, mtime);

    expect(run()).toMatchObject({ written: [`${webInDev}/service.yaml`] });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('puts back a file that is gone', () => {
    const { out, run } = aRememberedProject();
    rmSync(join(out, webInDev, 'service.yaml'));

    expect(run()).toMatchObject({ written: [`${webInDev}/service.yaml`] });
  });

  test('reads a catalog file of the same size and modification time again', () => {
    const { catalog, run } = aRememberedProject();
    const file = join(catalog, 'services/web/dev.yaml');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, overlayYaml.replace('v1.0.0', 'v1.0.1'));
    utimesSync(file, atime, mtime);

    expect(run()).toMatchObject({ written: [`${webInDev}/deployment.yaml`] });
  });

  test('does not rely on a file that changed within a step of the clock', () => {
    const { out, memory, run } = aProject();
    run({ memory });
    const now = new Date();
    utimesSync(join(out, webInDev, 'service.yaml'), now, now);

    run({ memory });

    const known = existsSync(memory.file) ? readFileSync(memory.file, 'utf8') : '';
    expect(known).not.toContain(signatureAt(join(out, webInDev, 'service.yaml')));
  });

  test('renders for another caller what a dependency changes', () => {
    const { catalog, run } = aRememberedProject();
    write(catalog, 'services/web/service.yaml', `${serviceYaml}dependsOn: [api]\n`);

    expect(run().written).toEqual(
      ['api', 'web'].flatMap((service) =>
        ['dev', 'prod'].map((environment) => `services/${service}/overlays/${environment}/network-policy.yaml`),
      ),
    );
  });

  test('is not misled by what was looked at since: other documents, and then the old ones again', () => {
    const { catalog, memory, out, run } = aRememberedProject();
    const before = textsBelow(out);
    write(catalog, 'services/web/dev.yaml', otherRelease);
    look(catalog, memory);
    write(catalog, 'services/web/dev.yaml', overlayYaml);

    expect(run()).toMatchObject({ written: [], removed: [] });
    expect(textsBelow(out)).toEqual(before);

    write(catalog, 'services/web/dev.yaml', otherRelease);
    look(catalog, memory);
    expect(run().written).toContain(`${webInDev}/deployment.yaml`);
  });

  test('tells one that looks what contents are called, and what it learned is believed', () => {
    const { catalog, memory } = aRememberedProject();
    const before = readFileSync(memory.file, 'utf8');
    const id = look(catalog, memory).idByPath.get(`${webInDev}/service.yaml`) ?? '';

    expect(readFileSync(memory.file, 'utf8')).toBe(before);

    writeFileSync(memory.file, before.replace(`${id} ${webInDev}/service`, `${'0'.repeat(40)} ${webInDev}/service`));
    const spoiled = look(catalog, memory);
    expect(spoiled.idByPath.get(`${webInDev}/service.yaml`)).toBe('0'.repeat(40));
    expect(spoiled.textOf(`${webInDev}/service.yaml`)).toContain('kind: Service');
  });

  test('does not share names of sha1 with a repository of sha256', () => {
    const { catalog, memory } = aRememberedProject();
    const tree = wantedTree(loadCatalog(folderSource(catalog)), everything);

    const ids = [...renderingOf(tree, 'sha256', recall(memory)).idByPath.values()];

    expect(ids.filter((id) => id.length !== 64)).toEqual([]);
    expect([...look(catalog, memory).idByPath.values()].filter((id) => id.length !== 40)).toEqual([]);
  });

  test('works where a memory cannot be written', () => {
    const { memory, run } = aProject();
    const file = join(dirname(memory.file), 'file');
    writeFileSync(file, '');
    letTimePass();

    expect(run({ memory: { ...memory, file: join(file, 'memory.json') } }).written).not.toEqual([]);
  });

  test('works after a run that was killed while it wrote its memory', () => {
    const { catalog, memory, run } = aRememberedProject();
    const text = readFileSync(memory.file, 'utf8');
    writeFileSync(memory.file, text.slice(0, text.lastIndexOf(' ')));
    write(catalog, 'services/web/dev.yaml', otherRelease);
    letTimePass();
    run();
    letTimePass();
    run();

    expect(run()).toMatchObject({ written: [], removed: [] });
  });
});

/** Makes a rendered file wrong, and the memory believe that this is how it was written. */
function spoil(out: string, memory: string): void {
  const file = join(out, webInDev, 'service.yaml');
  const text = readFileSync(memory, 'utf8');
  const before = signatureAt(file);
  if (!text.includes(before)) throw new Error('the memory does not know the file');
  writeFileSync(file, readFileSync(file, 'utf8').replace('ClusterIP', 'WrongType'));
  writeFileSync(memory, text.replace(before, signatureAt(file)));
}

/** As the memory writes it. */
function signatureAt(file: string): string {
  const { size, mtimeMs, ctimeMs, ino } = statSync(file);
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** Renders in memory, as a check does, and remembers the names of contents. */
function look(catalog: string, memory: MemoryPlace): Rendering {
  const known = recall(memory);
  const tree = wantedTree(loadCatalog(folderSource(catalog), known.documents, known.complete), everything);
  return renderingOf(tree, 'sha1', known);
}
