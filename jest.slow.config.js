const everyday = require('./jest.config.js');

/**
 * Tests that take longer than a developer waits: `npm run test:slow`. They render in long random sequences, kill processes, and
 * run whole pipelines of CI.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...everyday,
  testMatch: ['**/*.slow.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
