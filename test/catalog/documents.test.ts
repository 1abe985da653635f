import { environmentYaml as env, overlayYaml as release, serviceYaml as web } from '../helpers/a-catalog';
import { problemsOf } from '../helpers/problems-of';
import type { BadCatalog } from '../helpers/problems-of';

it.each<BadCatalog>([
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
      'services/web/notes.txt: "notes.txt" has no meaning here; what may be here: service.yaml, <environment>.yaml',
      'todo.txt: "todo.txt" has no meaning here; what may be here: platform.yaml, environments, services',
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
])('refuses a file that has no meaning where it is: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
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
])('refuses a catalog without what it needs: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
