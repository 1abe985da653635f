/** A test, as its file tells it. */
export interface Test {
  readonly title: string;
  readonly body: () => void;
}

type Body = (...row: readonly unknown[]) => unknown;

/** `test` and `describe` of jest, as far as the tests of the gates use them: they add to a list. */
export function doors(tests: Test[]) {
  let described = '';
  const test = (title: string, body: Body): void => {
    tests.push({ title: `${described}${title}`, body: () => void body() });
  };
  test.each =
    (rows: readonly unknown[]) =>
    (title: string, body: Body): void => {
      for (const [index, row] of rows.entries()) {
        // Titles are for a report, and tell rows from each other.
        test(`${title} [${index}]`, () => (Array.isArray(row) ? body(...row) : body(row)));
      }
    };
  const describe = (title: string, body: () => void): void => {
    described = `${title}: `;
    body();
    described = '';
  };
  return { test, describe };
}
