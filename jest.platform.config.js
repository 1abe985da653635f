const { transform, reporters } = require('./jest.config.js');

/**
 * The Pulumi program on its real engine: `npm run test:platform`. One file after the other: each starts a cluster of its own.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  roots: ['<rootDir>/test/platform/suite'],
  testEnvironment: 'node',
  testTimeout: 1_200_000,
  maxWorkers: 1,
  reporters,
  transform,
};
