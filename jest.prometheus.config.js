const { transform, reporters } = require('./jest.config.js');

/**
 * A real Prometheus on what the shipped catalog becomes: `npm run test:prometheus`. Skipped, with a word, where there is none.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  roots: ['<rootDir>/test/prometheus/suite'],
  testEnvironment: 'node',
  testTimeout: 600_000,
  maxWorkers: 1,
  reporters,
  transform,
};
