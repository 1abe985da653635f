import { expectAllExplained, expectNothingOfTheSame, expectSomethingOfOthers } from '../helpers/effect-properties';
import { expectNamedLeaf, triedLeaves } from '../helpers/leaf-effects';

// All of them: effects.slow.test.ts.
test.each(triedLeaves.filter((_, index) => index % 4 === 0))(
  '%s: another value is an effect that names it, and the way back is the same effect backwards',
  (_, kind, leaf) => expectNamedLeaf(kind, leaf),
);

test('a catalog that was read twice has no effects', () => {
  expectNothingOfTheSame(8);
});

test('of two catalogs that differ something is said, in a stable order and in one line', () => {
  expectSomethingOfOthers(8);
});

test('whatever is rendered otherwise is explained by an effect: gates find nothing that was left unsaid', () => {
  expectAllExplained(20);
});
