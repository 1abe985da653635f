const { transform, reporters } = require('./jest.config.js');

/**
 * Scanners of other people on the shipped tree: `npm run test:scanners`. Those that are not installed are skipped by name.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  roots: ['<rootDir>/test/scanners/suite'],
  testEnvironment: 'node',
  testTimeout: 600_000,
  reporters,
  transform,
};
