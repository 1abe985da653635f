const { transform, reporters } = require('./jest.config.js');

/**
 * The public charts at their pinned versions, with the values that the program sets: `npm run test:charts`. Skipped, with a word,
 * where the charts are not on the machine.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  roots: ['<rootDir>/test/charts-suite/suite'],
  testEnvironment: 'node',
  testTimeout: 600_000,
  maxWorkers: 1,
  reporters,
  transform,
};
