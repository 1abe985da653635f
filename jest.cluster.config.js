const { transform, reporters } = require('./jest.config.js');

/**
 * The suite against real programs: `npm run test:cluster`. One file after the other: each starts a cluster of its own.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  roots: ['<rootDir>/test/cluster/suite'],
  testEnvironment: 'node',
  testTimeout: 600_000,
  maxWorkers: 1,
  reporters,
  transform,
};
