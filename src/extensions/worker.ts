import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';

import { isMapping } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { workerSource } from './worker-source';
import type { WorkerStart } from './worker-source';

/** Longest that an extension may take, in milliseconds. */
const timeLimit = 60_000;

/** A thread that runs extensions, and answers while everybody waits: rendering asks for one thing after the other. */
export class ExtensionWorker {
  private readonly worker: Worker;
  private readonly port: MessageChannel['port1'];
  private readonly signal = new Int32Array(new SharedArrayBuffer(4));

  constructor(start: WorkerStart) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(workerSource(), {
      eval: true,
      workerData: { start, port: port2, signal: this.signal },
      transferList: [port2],
      // What an extension is told is in the catalog, and what it prints nobody has asked for.
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    this.worker.unref();
    this.port.unref();
  }

  /** Ends the thread. */
  end(): void {
    void this.worker.terminate();
  }

  /** @returns what it says; undefined when it says nothing for a long time */
  ask(question: object): Mapping | undefined {
    Atomics.store(this.signal, 0, 0);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows of a browser.
    this.port.postMessage(question);
    if (Atomics.wait(this.signal, 0, 0, timeLimit) === 'timed-out') {
      this.end();
      return undefined;
    }
    const message: unknown = receiveMessageOnPort(this.port)?.message;
    return isMapping(message) ? message : undefined;
  }
}
