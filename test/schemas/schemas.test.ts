import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import Ajv2020 from 'ajv/dist/2020';
import { load } from 'js-yaml';

import { fileSchemas, jsonSchemaOf } from '../../scripts/schemas/catalog-schemas';

const root = join(__dirname, '..', '..');
const catalogFiles = readdirSync(join(root, 'catalog'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort();

test.each(fileSchemas)('schemas/$name.schema.json is what the model says', (schema) => {
  const file = join(root, 'schemas', `${schema.name}.schema.json`);

  const written: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const isCurrent = JSON.stringify(written) === JSON.stringify(jsonSchemaOf(schema));

  expect(isCurrent ? 'current' : 'out of date: run "npm run schemas" and commit what it writes').toBe('current');
});

test.each(catalogFiles)('catalog/%s points to its schema, which accepts it', (file) => {
  const path = join(root, 'catalog', file);
  const text = readFileSync(path, 'utf8');

  const reference = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? 'no schema in the first line';
  const schema = join(dirname(path), reference);

  expect(basename(schema)).toBe(`${kindOf(file)}.schema.json`);
  expect(existsSync(schema)).toBe(true);
  const validate = validatorOf(schema);
  expect(validate(load(text)) ? [] : validate.errors).toEqual([]);
});

test('the schemas are not so wide that they accept anything', () => {
  const validate = validatorOf(join(root, 'schemas', 'service.schema.json'));

  expect(validate({ team: 'web-team', ports: [{ name: 'http', containerPort: 8080 }] })).toBe(true);
  expect(validate({ team: 'web-team', ports: [{ name: 'http', containerPort: 0 }] })).toBe(false);
  expect(validate({ taem: 'web-team', ports: [{ name: 'http', containerPort: 8080 }] })).toBe(false);
});

test('the schema of slipway.yaml accepts what the checks accept', () => {
  const validate = validatorOf(join(root, 'schemas', 'slipway.schema.json'));

  const exception = { rule: 'floating-image-tag', objects: ['Deployment/shop/web'], reason: 'made anew each night' };
  expect(validate({ kubernetesVersion: '1.36', severities: { 'no-probe': 'off' }, exceptions: [exception] })).toBe(
    true,
  );
  expect(validate({ exceptions: [{ rule: 'stale-rendering', files: ['services/'], reason: 'a trial' }] })).toBe(true);
  expect(validate({ exceptions: [{ ...exception, reason: ' ' }] })).toBe(false);
  expect(validate({ exceptions: [{ rule: 'stale-rendering', reason: 'a trial' }] })).toBe(false);
  expect(validate({ kubernetesVerson: '1.36' })).toBe(false);
});

function kindOf(file: string): string {
  if (file === 'platform.yaml') return 'platform';
  if (file.startsWith('environments')) return 'environment';
  return basename(file) === 'service.yaml' ? 'service' : 'overlay';
}

const validators = new Map<string, ReturnType<Ajv2020['compile']>>();

function validatorOf(file: string): ReturnType<Ajv2020['compile']> {
  const known = validators.get(file);
  if (known !== undefined) return known;
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error(`"${file}" is no schema`);
  const validate = new Ajv2020({
    strict: true,
    allErrors: true,
    validateFormats: false,
    allowUnionTypes: true,
  }).compile(schema);
  validators.set(file, validate);
  return validate;
}
