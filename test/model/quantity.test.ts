import * as fc from 'fast-check';

import { Bytes, Cpu, formatBytes, formatCpu, quantityValue } from '../../src/model/quantity';

it.each([
  ['0', 0],
  ['1', 1],
  ['100m', 0.1],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1.', 1],
  ['512Mi', 536_870_912],
  ['512M', 512_000_000],
  ['1Gi', 1_073_741_824],
  ['2k', 2000],
  ['1e3', 1000],
  ['1E3', 1000],
  ['12E-1', 1.2],
  ['1E', 1e18],
  ['1Ki', 1024],
  ['2Ti', 2 * 2 ** 40],
  ['1Pi', 2 ** 50],
  ['1Ei', 2 ** 60],
])('reads %s as Kubernetes does', (text, value) => {
  expect(quantityValue(text)).toBeCloseTo(value, 6);
});

it.each([
  '',
  ' ',
  '1 Gi',
  '100 m',
  '1.5.2',
  '1K',
  '1GB',
  '1ki',
  'Mi',
  'm',
  '.',
  '1e',
  '1e3Mi',
  '0x10',
  '1,5',
  '-1',
  '+1',
  '١',
])('reads %j as no quantity', (text) => {
  expect(quantityValue(text)).toBeUndefined();
});

it('compares amounts that are written in different units', () => {
  expect(quantityValue('1000m')).toBe(quantityValue('1'));
  expect(quantityValue('1Gi')).toBe(quantityValue('1024Mi'));
  expect(quantityValue('1.5Gi')).toBe(quantityValue('1536Mi'));
  expect(Number(quantityValue('1G'))).toBeLessThan(Number(quantityValue('1Gi')));
});

it.each([
  ['250m', true],
  ['0.001', true],
  ['2', true],
  ['0.5m', false],
  ['0.0001', false],
  ['0', false],
  ['0m', false],
  ['-1', false],
])('accepts CPU down to a thousandth of a core: %s', (text, isValid) => {
  expect(Cpu.safeParse(text).success).toBe(isValid);
});

it.each([
  ['512Mi', true],
  ['128974848', true],
  ['1.5Gi', true],
  ['512m', false],
  ['0Mi', false],
])('accepts bytes, and not thousandths of them: %s', (text, isValid) => {
  expect(Bytes.safeParse(text).success).toBe(isValid);
});

it.each([
  [0.5, '500m'],
  [2, '2'],
  [5.1, '5100m'],
])('writes %d cores as %s', (cores, text) => {
  expect(formatCpu(cores)).toBe(text);
});

it.each([
  [2 ** 31, '2Gi'],
  [1536 * 2 ** 20, '1536Mi'],
  [1000, '1000'],
  [2 ** 40, '1Ti'],
  [512_000_000, '500000Ki'],
  [512_000_001, '489Mi'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('reads back what it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (thousandths) => {
      expect(quantityValue(formatCpu(thousandths / 1000))).toBeCloseTo(thousandths / 1000, 9);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), fc.constantFrom(10, 20, 30, 40), (count, power) => {
      expect(quantityValue(formatBytes(count * 2 ** power))).toBe(count * 2 ** power);
    }),
  );
});
