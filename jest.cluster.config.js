const { transform, reporters } = require('./jest.config.js');

/**
 * The suite against real programs: `npm run test:cluster`. One file after the other: each starts a cluster of its own.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  roots: ['<rootDir>/test/cluster/suite'],
  testEnvironment: 'node',
  // For what hangs: waits have limits of their own, which are longer on a busy machine.
  testTimeout: 900_000,
  maxWorkers: 1,
  reporters,
  transform,
};
