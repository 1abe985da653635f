import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { CORE_SCHEMA, load } from 'js-yaml';

import { editCatalog, type DocumentEdit } from '../../src/catalog/edit';
import { keyOrder } from '../../src/catalog/key-order';
import { kindOfDocument, type SettingsDocumentKind } from '../../src/model/catalog';
import { InputError, describeProblem } from '../../src/model/problem';
import type { Operation, NodePath } from '../../src/yaml/operation';
import { arbitrarySeed, styled, type StyledText } from '../helpers/arbitrary-yaml';
import { arbitraryOperations, holdEdits } from '../helpers/edit-properties';
import { shippedCatalog } from '../helpers/shipped-catalog';

const prod = `# in prod
release: { version: "1.2.3" }   # by CI

# why so many
scale: { owner: fixed, replicas: 3 }
env:
  B: x
`;

const files = new Map([
  ['platform.yaml', '# of all\ncatalogVersion: 1\n'],
  ['services/web/service.yaml', 'team: web-team   # owns it\nports:\n- {name: http, containerPort: 8080}\n'],
  ['services/web/prod.yaml', prod],
]);

const set = (path: NodePath, value: unknown): Operation => ({ kind: 'set', path, value });
const change = (...operations: readonly Operation[]): DocumentEdit => ({ kind: 'change', operations });
const edited = (documents: Readonly<Record<string, DocumentEdit>>) =>
  editCatalog(new Map(Object.entries(documents)), (document) => files.get(document));

test('keys come in the order of the schema, and small mappings that it knows on one line', () => {
  const { texts } = edited({
    'services/web/prod.yaml': change(
      set(['resources'], { limits: { memory: '1Gi' }, requests: { memory: '1Gi', cpu: '100m' } }),
      set(['release', 'changeTicket'], 'CHG-1'),
      set(['release', 'digest'], 'sha256:00'),
      set(['env', 'A'], 'on'),
      set(['scale'], { maxReplicas: 5, owner: 'hpa', minReplicas: 2, cpuPercent: 80 }),
    ),
  });

  expect(texts.get('services/web/prod.yaml')).toBe(`# in prod
release: { version: "1.2.3", digest: sha256:00, changeTicket: CHG-1 }   # by CI

# why so many
scale: { owner: hpa, minReplicas: 2, maxReplicas: 5, cpuPercent: 80 }
resources:
  requests: { cpu: 100m, memory: 1Gi }
  limits: { memory: 1Gi }
env:
  B: x
  A: "on"
`);
});

test('several files are edited at once; each says whether it changes, and so does the whole', () => {
  const result = edited({
    'platform.yaml': change(set(['catalogVersion'], 1)),
    'services/web/service.yaml': change({
      kind: 'append',
      path: ['ports'],
      value: { containerPort: 9090, name: 'metrics' },
    }),
    'services/web/prod.yaml': { kind: 'delete' },
    'services/web/dev.yaml': {
      kind: 'create',
      comments: ['about\nit'],
      value: { env: { A: 'x' }, release: { version: '1.2.3' }, scale: undefined },
    },
    'services/gone/dev.yaml': { kind: 'delete' },
  });

  expect(result).toEqual({
    texts: new Map([
      [
        'services/web/service.yaml',
        'team: web-team   # owns it\nports:\n- {name: http, containerPort: 8080}\n- { name: metrics, containerPort: 9090 }\n',
      ],
      ['services/web/dev.yaml', '# about it\nrelease: { version: "1.2.3" }\nenv:\n  A: x\n'],
    ]),
    deleted: ['services/web/prod.yaml'],
    unchanged: ['platform.yaml', 'services/gone/dev.yaml'],
    isChanged: true,
  });
});

test('an edit that asks for what is there says so', () => {
  const { isChanged, unchanged } = edited({
    'services/web/prod.yaml': change(set(['scale', 'replicas'], 3), { kind: 'remove', path: ['env', 'C'] }),
  });

  expect({ isChanged, unchanged }).toEqual({ isChanged: false, unchanged: ['services/web/prod.yaml'] });
});

test('all that cannot be done is said at once, with file, line and the text to write, and nothing is done', () => {
  expect(
    problemsOf({
      'services/web/prod.yaml': change(
        set(['env', 'B', 'x'], 'y'),
        set(['scale', 'replicas'], 4),
        set(['scale', 'owner', 'of'], { who: [1] }),
      ),
      'services/web/qa.yaml': change(set(['scale'], null)),
      'platform.yaml': { kind: 'create', value: {} },
      'services/web/notes.txt': { kind: 'delete' },
    }),
  ).toEqual([
    'catalog/services/web/prod.yaml:7:3: env.B.x: it cannot be written here: key "x" is in something other than a mapping; write `x: "y"` by hand',
    'catalog/services/web/prod.yaml:5:10: scale.owner.of: it cannot be written here: key "of" is in something other than a mapping; write `of: { who: [1] }` by hand',
    'catalog/services/web/qa.yaml: there is no such file; create it first, or correct its name',
    'catalog/platform.yaml: the file is there already; change it, or choose another name',
    'catalog/services/web/notes.txt: a catalog has no such file; correct its name',
  ]);
});

function problemsOf(documents: Readonly<Record<string, DocumentEdit>>): readonly string[] {
  try {
    edited(documents);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(describeProblem);
  }
}

const shipped = readdirSync(shippedCatalog, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.yaml'),
);

test('operations in every file of the shipped catalog make what is wanted, and keep the lines that they are not about', () => {
  let made = 0;
  for (const name of shipped) {
    const text = readFileSync(join(shippedCatalog, name), 'utf8');
    const property = fc.property(arbitraryOperations, (operations) => {
      made += holdEdits(text, operations);
    });
    fc.assert(property, { numRuns: 1 });
  }

  expect(made).toBeGreaterThan(shipped.length / 2);
});

test('a change of one value in a file of the shipped catalog changes one line', () => {
  for (const name of shipped.filter((path) => kindOfDocument(path) === 'overlay')) {
    const text = readFileSync(join(shippedCatalog, name), 'utf8');
    const operation = set(['release', 'version'], 'v9.9.9');

    const { texts } = editCatalog(new Map([[name, change(operation)]]), () => text);

    const lines = text.split('\n');
    const changed = texts
      .get(name)
      ?.split('\n')
      .filter((line, index) => line !== lines[index]);
    expect(changed).toHaveLength(1);
    expect(texts.get(name)?.split('\n')).toHaveLength(lines.length);
  }
});

const people = `people:
  first:
    emails: [first@example.com]
    teams: [web-team]
    keys: [${JSON.stringify(`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${'A'.repeat(44)} first`)}]
  second: { emails: [second@example.com], logins: { github: second } }
`;

const documentOf: Readonly<Record<SettingsDocumentKind, string>> = {
  platform: readFileSync(join(shippedCatalog, 'platform.yaml'), 'utf8'),
  people,
  environment: readFileSync(join(shippedCatalog, 'environments/prod.yaml'), 'utf8'),
  service: readFileSync(join(shippedCatalog, 'services/payment-service/service.yaml'), 'utf8'),
  overlay: readFileSync(join(shippedCatalog, 'services/payment-service/prod.yaml'), 'utf8'),
};

test.each(Object.entries(documentOf).map(([kind, text]) => [documentKind(kind), text] as const))(
  'operations in a file of kind %s make what is wanted, in whatever style it is written',
  (kind, text) => {
    const value: StyledText['value'] = JSON.parse(JSON.stringify(load(text, { schema: CORE_SCHEMA })));
    let made = 0;
    const property = fc.property(arbitrarySeed, arbitraryOperations, (seed, operations) => {
      made += holdEdits(styled(value, seed), operations, (path) => keyOrder(kind, path));
    });
    fc.assert(property, { numRuns: 8 });

    expect(made).toBeGreaterThan(8);
  },
);

function documentKind(name: string): SettingsDocumentKind {
  const kinds = ['platform', 'people', 'environment', 'service', 'overlay'] as const;
  const kind = kinds.find((one) => one === name);
  if (kind === undefined) throw new Error(`"${name}" is no kind of document`);
  return kind;
}
