import {
  environmentYaml as env,
  platformYaml as platform,
  overlayYaml as release,
  serviceYaml as web,
} from './a-catalog';
import type { BadCatalog } from './problems-of';

/** Catalogs with a file that has no meaning where it is. */
export const strayFiles: readonly BadCatalog[] = [
  [
    '.yml',
    { 'services/web/prod.yaml': null, 'services/web/prod.yml': release },
    ['services/web/prod.yml: "prod.yml" ends in ".yml"; rename it to "prod.yaml"'],
  ],
  [
    'misspelt service',
    { 'services/web/service.yaml': null, 'services/web/sevice.yaml': web },
    [
      'services/web/service.yaml: the file is missing; add it, or remove the folder services/web',
      'services/web/sevice.yaml: "sevice.yaml" has no meaning here; did you mean "service.yaml"?',
    ],
  ],
  [
    'misspelt folder',
    { 'environment/dev.yaml': env },
    ['environment: "environment" has no meaning here; did you mean "environments"?'],
  ],
  [
    'notes',
    { 'services/web/notes.txt': '', 'todo.txt': '' },
    [
      'services/web/notes.txt: "notes.txt" has no meaning here; what may be here: service.yaml, <environment>.yaml, manifests, files, chart, kustomization',
      'todo.txt: "todo.txt" has no meaning here; what may be here: platform.yaml, people.yaml, environments, services, charts',
    ],
  ],
  [
    'service without a folder',
    { 'services/api.yaml': web },
    ['services/api.yaml: "api.yaml" has no meaning here; what may be here: <service>/service.yaml'],
  ],
  [
    'environment in a folder',
    { 'environments/eu/dev.yaml': env },
    ['environments/eu: "eu" has no meaning here; what may be here: <environment>.yaml'],
  ],
  [
    'folder that is called as a file',
    { 'services/web/eu.yaml/dev.yaml': release },
    ['services/web/eu.yaml: "eu.yaml" is a folder; a file was expected'],
  ],
  [
    'file that is called as a folder',
    { 'environments/dev.yaml': null, 'environments/prod.yaml': null, environments: '' },
    ['environments: "environments" is a file; a folder was expected'],
  ],
];

/** Catalogs without what every catalog needs. */
export const missingFiles: readonly BadCatalog[] = [
  [
    'platform',
    { 'platform.yaml': null },
    ['platform.yaml: the file is missing; every catalog has one: it names the repository, the registry and the teams'],
  ],
  [
    'service',
    { 'services/web/service.yaml': null },
    ['services/web/service.yaml: the file is missing; add it, or remove the folder services/web'],
  ],
  [
    'everything',
    {
      'platform.yaml': null,
      'environments/dev.yaml': null,
      'environments/prod.yaml': null,
      'services/web/service.yaml': null,
      'services/web/dev.yaml': null,
      'services/web/prod.yaml': null,
      'services/web/README.md': '',
    },
    [
      'platform.yaml: the file is missing; every catalog has one: it names the repository, the registry and the teams',
      'services/web/service.yaml: the file is missing; add it, or remove the folder services/web',
    ],
  ],
];

/** Catalogs with a file that is read as carefully as any. */
export const unreadableFiles: readonly BadCatalog[] = [
  [
    'alias bomb',
    { 'services/web/service.yaml': 'a: &a [x, x]\nb: [*a, *a]\n' },
    [
      'services/web/service.yaml:1:4: a: anchor "&a" is not accepted; write the value out; the catalog does not use YAML anchors',
      'services/web/service.yaml:2:5: b[0]: alias "*a" is not accepted; write the value out; the catalog does not use YAML anchors',
      'services/web/service.yaml:2:9: b[1]: alias "*a" is not accepted; write the value out; the catalog does not use YAML anchors',
    ],
  ],
  [
    'key that is there twice',
    { 'services/web/service.yaml': web + 'team: other-team\n' },
    ['services/web/service.yaml:4:1: key "team" is written again; it is on line 1 already; keep one of them'],
  ],
  [
    '__proto__',
    { 'environments/dev.yaml': env + 'defaults: { __proto__: { scale: 1 } }\n' },
    ['environments/dev.yaml:14:13: defaults: key "__proto__" is reserved; use another name'],
  ],
  [
    'a file that is too large',
    { 'services/web/service.yaml': `${web}description: ${'x'.repeat(300_000)}\n` },
    [
      'services/web/service.yaml: the file has 300076 bytes, which exceeds the limit 262144; split it, or keep large data out of the catalog',
    ],
  ],
  [
    'nothing',
    { 'services/web/dev.yaml': '# later\n' },
    ['services/web/dev.yaml: the file is empty; write its fields as "name: value", or delete it'],
  ],
  [
    'a list',
    { 'platform.yaml': '- registry\n' },
    [
      'platform.yaml:1:1: the file holds a list instead of a mapping; write fields as "name: value", with a space after the colon',
    ],
  ],
  [
    'bytes that are no text',
    { 'services/web/dev.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xe9]) },
    ['services/web/dev.yaml:1:4: the file is not UTF-8 text; save it as UTF-8'],
  ],
];

/** Catalogs whose files can be read, and say what is wrong: in one file, in many, between files. */
export const wrongFiles: readonly BadCatalog[] = [
  [
    'a value of another type',
    { 'services/web/dev.yaml': 'release: { version: 1.10 }\n' },
    ['services/web/dev.yaml:1:21: release.version: 1.10 is a number, must be text; put it in quotes: "1.10"'],
  ],
  [
    'a key that nobody knows, after a byte order mark and in lines that end as on Windows',
    { 'platform.yaml': `\ufeff${platform.replaceAll('\n', '\r\n')}registri: x\r\n` },
    ['platform.yaml:6:1: registri: unknown key "registri"; did you mean "registry"?'],
  ],
  [
    'names that cannot be names',
    { 'environments/Dev.yaml': env, 'services/Web/service.yaml': web },
    [
      'environments/Dev.yaml: "Dev" cannot be the name of an environment; it must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
      'services/Web: "Web" cannot be the name of a service; it must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
    ],
  ],
  [
    'a law, in two files',
    {
      'services/api/service.yaml': `${web}dependsOn:\n  - nobody\n`,
      'services/web/service.yaml': `${web}dependsOn: [nobody]\n`,
    },
    [
      'services/api/service.yaml:5:5: dependsOn[0]: unknown service "nobody"; known are web',
      'services/web/service.yaml:4:13: dependsOn[0]: unknown service "nobody"; known are api',
    ],
  ],
];
