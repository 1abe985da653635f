import { join } from 'node:path';

import { sources } from '../../scripts/imports/sources';
import { kubernetesVersions } from '../../scripts/manifest-schemas/shipped-sources';
import type { Schema } from '../../src/manifest-schemas/schema';
import { readShippedLifecycles, readShippedSchemas, shippedMinors } from '../../src/manifest-schemas/shipped-schemas';
import { renderShippedCatalog } from '../helpers/shipped-catalog';

const root = join(__dirname, '..', '..');
// A kustomization is for kustomize, no server takes it.
const objects = [...renderShippedCatalog().objects].filter(([, { kind }]) => kind !== 'Kustomization');
const kindsOfImports = sources.flatMap(({ kinds }) => Object.values(kinds).flat());

describe.each(shippedMinors)('the schemas of Kubernetes %s', (minor) => {
  const schemas = readShippedSchemas(root, minor);

  test('say what they were made from', () => {
    expect(schemas.kubernetes).toBe(minor);
    expect(schemas.sources).toContain(`k8s.io/kubernetes ${kubernetesVersions[minor]}`);
    expect(schemas.sources).toEqual(
      expect.arrayContaining(
        sources.slice(1).map(({ module, version, checkedVersion = version }) => `${module} ${checkedVersion}`),
      ),
    );
  });

  test.each(kindsOfImports)('have %s, which imports/ types', (kind) => {
    expect(schemas.names.filter((name) => name === kind || name.endsWith(` ${kind}`))).not.toEqual([]);
  });

  test('know every field of every object that the shipped catalog renders', () => {
    const unknown = objects.flatMap(([path, object]) => {
      const schema = schemas.find(object.apiVersion, object.kind)?.schema;
      return schema === undefined ? [`${path}: ${object.kind}`] : unknownFields(object, schema, path);
    });

    expect(unknown).toEqual([]);
  });

  test('do not know a field that is misspelled, wherever it is', () => {
    const missed = objects.filter(([path, object]) => {
      const schema = schemas.find(object.apiVersion, object.kind)?.schema ?? {};
      return unknownFields({ ...object, metadata: { ...object.metadata, lables: {} } }, schema, path).length !== 1;
    });

    expect(missed.map(([path]) => path)).toEqual([]);
    expect(misspelledContainerFields(schemas.find('apps/v1', 'Deployment')?.schema)).toEqual([
      'web.spec.template.spec.containers[0].imagePullPolice',
    ]);
    expect(misspelledContainerFields(schemas.find('argoproj.io/v1alpha1', 'Rollout')?.schema)).toEqual([
      'web.spec.template.spec.containers[0].imagePullPolice',
    ]);
  });

  test('keep what tells elements of a list apart', () => {
    const deployment = schemas.find('apps/v1', 'Deployment')?.schema;

    const containers = fieldOf(deployment, ['spec', 'template', 'spec', 'containers']);
    const ports = fieldOf(containers?.items, ['ports']);
    expect(containers).toMatchObject({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] });
    expect(ports).toMatchObject({ 'x-kubernetes-list-map-keys': ['containerPort', 'protocol'] });
    expect(ports?.items?.properties?.['protocol']).toEqual({
      type: 'string',
      default: 'TCP',
      enum: ['SCTP', 'TCP', 'UDP'],
    });
  });

  test('keep limits, rules and special types', () => {
    const route = schemas.find('gateway.networking.k8s.io/v1', 'HTTPRoute')?.schema;
    const container = fieldOf(schemas.find('v1', 'Pod')?.schema, ['spec', 'containers'])?.items;

    expect(fieldOf(route, ['spec', 'parentRefs'])).toMatchObject({ type: 'array', maxItems: 32 });
    expect(fieldOf(route, ['spec', 'rules'])?.items?.['x-kubernetes-validations']).not.toEqual([]);
    expect(fieldOf(container, ['resources', 'limits'])?.additionalProperties).toEqual({ format: 'quantity' });
    expect(container?.required).toEqual(['name']);
  });

  test('know the scope of a kind, and who checks it', () => {
    expect(schemas.find('v1', 'Namespace')).toMatchObject({ plural: 'namespaces', scope: 'Cluster' });
    expect(schemas.find('apps/v1', 'Deployment')).toMatchObject({ plural: 'deployments', scope: 'Namespaced' });
    expect(schemas.find('apps/v1', 'Deployment')?.isCustom).toBeUndefined();
    expect(schemas.find('argoproj.io/v1alpha1', 'Application')?.isCustom).toBe(true);
    expect(schemas.find('policy.linkerd.io/v1beta3', 'Server')?.isPartial).toBe(true);
    expect(schemas.find('networking.k8s.io/v1beta1', 'IPAddress')?.isOffByDefault).toBe(true);
  });

  test('know what the pinned charts of the platform write, which may be newer than what we write', () => {
    const alertmanager = schemas.find('monitoring.coreos.com/v1', 'Alertmanager')?.schema;
    const monitor = schemas.find('monitoring.coreos.com/v1', 'ServiceMonitor')?.schema;

    expect(fieldOf(alertmanager, ['spec', 'hostNetwork'])?.type).toBe('boolean');
    expect(fieldOf(monitor, ['spec', 'serviceDiscoveryRole'])?.type).toBe('string');
  });

  test('contain no description and no reference', () => {
    const texts = JSON.stringify(schemas.find('apps/v1', 'Deployment'));

    expect(texts).not.toMatch(/"description":"|"\$ref"/);
  });
});

test('a kind of 1.36 is not in 1.34', () => {
  const has = shippedMinors.map(
    (minor) =>
      readShippedSchemas(root, minor).find('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy') !== undefined,
  );

  expect(has).toEqual([true, false, false]);
});

test('the ends of kinds are known, also of those that no shipped version has', () => {
  const lifecycles = readShippedLifecycles(root);

  expect(lifecycles['extensions/v1beta1 Ingress']).toEqual({
    deprecatedIn: '1.14',
    removedIn: '1.22',
    replacement: 'networking.k8s.io/v1 Ingress',
  });
  expect(lifecycles['v1 Endpoints']?.deprecatedIn).toBe('1.33');
  expect(lifecycles['apps/v1 Deployment']).toBeUndefined();
});

function misspelledContainerFields(schema: Schema = {}): readonly string[] {
  const container = { name: 'web', image: 'web:1', imagePullPolice: 'Always' };
  return unknownFields({ spec: { template: { spec: { containers: [container] } } } }, schema, 'web');
}

/** Paths of fields that a schema does not know: the simplest reader of schemas that can be. */
function unknownFields(value: unknown, schema: Schema, path: string): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => unknownFields(item, schema.items ?? {}, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null || isOpen(schema)) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const { properties = {}, additionalProperties } = schema;
    const inside = properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    return inside === undefined ? [`${path}.${name}`] : unknownFields(child, inside, `${path}.${name}`);
  });
}

function isOpen(schema: Schema): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true || Object.keys(schema).length === 0;
}

function fieldOf(schema: Schema | undefined, path: readonly string[]): Schema | undefined {
  return path.reduce((inside, name) => inside?.properties?.[name], schema);
}
