const { sep } = require('node:path');

const { default: Runtime } = require('jest-runtime');

const tests = __dirname + sep;
let first;

/**
 * Loads the program and the packages once for all test files of a worker: by default jest does it again for each file, which is
 * half a second for each of hundreds. What is below test/ is loaded for each file, since helpers may have state of one file. No
 * test mocks a module, and none may: it would be mocked for all that come after it.
 */
class WorkerRuntime extends Runtime {
  constructor(config, environment, resolver, ...others) {
    super(config, environment, resolver, ...others);
    this.isCoreModule = (name) => resolver.isCoreModule(name);
    first ??= this;
  }

  requireModuleOrMock(from, name) {
    if (this === first || name === '@jest/globals' || this.isCoreModule(name))
      return super.requireModuleOrMock(from, name);
    const path = this._resolution.resolveCjsStub(from, name) || this._resolution.resolveCjs(from, name);
    return path.startsWith(tests) ? super.requireModuleOrMock(from, name) : first.requireModule(from, name);
  }

  leaveTestCode() {
    if (this !== first) super.leaveTestCode();
  }

  teardown() {
    if (this !== first) super.teardown();
  }
}

module.exports = { __esModule: true, default: WorkerRuntime };
