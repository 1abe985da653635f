/**
 * How many of something a test does: what its full form is for, or what a variable says, so that a machine with little time plays a
 * part of it.
 *
 * @param variable such as `KILLS`
 * @throws Error for what is no whole number above 0
 */
export function howMany(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined) return usual;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${variable} is "${text}"; give a whole number above 0`);
  return number;
}
