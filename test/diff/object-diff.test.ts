import { diffObjects } from '../../src/diff/object-diff';
import { aDeployment, changesBetween, objectsIn, schemas, shapesBetween } from './a-diff';

test('the same objects do not differ, in whatever order they come', () => {
  const service = '{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: dev } }';

  expect(changesBetween(`${aDeployment()}---\n${service}`, `${service}\n---\n${aDeployment()}`)).toEqual([]);
});

test('a kind in another version is the same object', () => {
  const autoscaler = (version: string) =>
    `{ apiVersion: autoscaling/${version}, kind: HorizontalPodAutoscaler, metadata: { name: web } }`;

  expect(shapesBetween(autoscaler('v1'), autoscaler('v2'))).toEqual(['apiVersion']);
});

test('another namespace, group or name is another object', () => {
  const one = '{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: dev } }';

  for (const other of [
    one.replace('dev', 'prod'),
    one.replace('web', 'shop'),
    one.replace('v1', 'serving.knative.dev/v1'),
  ]) {
    expect(shapesBetween(one, other)).toEqual(['removed', 'added']);
  }
});

test('objects of two environments are two, although they have one name', () => {
  const text = '{ apiVersion: v1, kind: Namespace, metadata: { name: web } }';
  const inDev = objectsIn(text);
  const inProd = inDev.map((object) => ({ ...object, file: 'services/web/overlays/prod/namespace.yaml' }));
  const environmentOf = (file: string): string => file.split('/')[3] ?? '';

  expect(diffObjects(inDev, inProd, { schemasOf: () => schemas, environmentOf }).map(({ change }) => change)).toEqual([
    'removed',
    'added',
  ]);
});

test('two objects of one name are compared one by one, and none gets lost', () => {
  const text = '{ apiVersion: v1, kind: Service, metadata: { name: web } }';

  expect(shapesBetween(text, `${text}\n---\n${text}`)).toEqual(['added']);
});

test('an object is compared by the schemas of its environment', () => {
  const [before, after] = ['1', '1000m'].map((cpu) =>
    objectsIn(aDeployment({ container: `{ name: web, image: a, resources: { requests: { cpu: "${cpu}" } } }` })),
  );
  const asked: string[] = [];
  const schemasOf = (environment: string) => {
    asked.push(environment);
    return schemas;
  };

  const changes = diffObjects(before ?? [], after ?? [], { schemasOf, environmentOf: () => 'old-cluster' });

  expect(changes).toEqual([]);
  expect(asked).toEqual(['old-cluster']);
});
