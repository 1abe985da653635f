import { labelSelector } from '../../../src/check/kustomize/label-selector';

const labels = new Map([
  ['app', 'web'],
  ['tier', 'front'],
]);

test.each([
  ['app=web', true],
  ['app==web', true],
  ['app = web', true],
  ['app!=web', false],
  ['app!=api', true],
  ['role!=api', true],
  ['app=web,tier=back', false],
  ['app=web, tier in (front, back)', true],
  ['tier notin (front,back)', false],
  ['role notin (a)', true],
  ['app', true],
  ['!app', false],
  ['! role', true],
  ['role', false],
  ['app=', false],
  ['', true],
])('"%s" is held against labels: %s', (text, isFound) => {
  expect(labelSelector(text)?.(labels)).toBe(isFound);
});

test.each(['app=web=api', 'app in a', 'app ~ web', 'a b c'])('"%s" is no selector', (text) => {
  expect(labelSelector(text)).toBeUndefined();
});
