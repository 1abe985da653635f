// What tests get as fast-check: a run repeats the one before, so that a red run is about the change that it is of. Looking for
// inputs that nobody has seen yet is a run of its own: `PROPERTY_SEED=random npm test`, or the seed that a failure names.
const fastCheck = require('../node_modules/fast-check/lib/cjs/fast-check.js');

const { PROPERTY_SEED: asked = '20260101' } = process.env;
if (asked !== 'random') {
  const seed = Number(asked);
  if (!Number.isInteger(seed)) throw new Error(`PROPERTY_SEED is "${asked}"; give a whole number, or "random"`);
  fastCheck.configureGlobal({ seed });
}

module.exports = fastCheck;
