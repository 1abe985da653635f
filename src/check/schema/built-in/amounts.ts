import type { Field } from '../field';
import { portName } from '../names';

/** Refuses what is no port: 1 to 65535. */
export function checkPort(port: Field): void {
  port.mustBeWithin(1, 65535, 'a port');
}

/** Refuses what is neither a port nor the name of one. */
export function checkPortOrName(port: Field): void {
  checkPort(port);
  port.mustBe(portName);
}

/** Refuses what is less than nothing. */
export function checkNotNegative(...fields: readonly Field[]): void {
  for (const field of fields) field.mustBeWithin(0, Infinity, 'a count');
}

/** Refuses what is neither a count nor a percentage. */
export function checkCountOrPercent(field: Field): void {
  checkNotNegative(field);
  if (typeof field.value === 'string' && !isPercent(field.text))
    field.refuse('is no percentage', 'a whole number, or one with "%" is allowed');
}

/** Refuses more than everything. */
export function checkAtMostAll(field: Field): void {
  if (isPercent(field.text) && Number.parseInt(field.text, 10) > 100) field.refuse('is more than 100%');
}

/** Whether nothing is meant: `0` or `0%`. */
export function isNothing(field: Field): boolean {
  return field.number === 0 || (isPercent(field.text) && Number.parseInt(field.text, 10) === 0);
}

function isPercent(text: string): boolean {
  return /^[0-9]+%$/.test(text);
}
