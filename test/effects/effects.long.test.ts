import { expectNothingOfTheSame, expectSomethingOfOthers } from '../helpers/effect-properties';
import { expectNamedLeaf, triedLeaves } from '../helpers/leaf-effects';
import { expectEffectsThatExplain } from '../helpers/rendering-properties';

test.each(triedLeaves)(
  '%s: another value is an effect that names it, and the way back is the same effect backwards',
  (_, kind, leaf) => expectNamedLeaf(kind, leaf),
);

test('a catalog that was read twice has no effects', () => {
  expectNothingOfTheSame(200);
}, 1_800_000);

test('of two catalogs that differ something is said, in a stable order and in one line', () => {
  expectSomethingOfOthers(200);
}, 1_800_000);

test('an environment of the shipped catalog whose bytes differ has an effect that says why, for many edits', () => {
  expectEffectsThatExplain(300);
}, 1_800_000);
