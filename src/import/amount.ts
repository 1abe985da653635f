/** Whether a value may be a quantity, which may be written as a number, too. */
export function isAmount(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
