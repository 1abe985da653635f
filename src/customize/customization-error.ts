import type { Breach } from '../model/catalog';

/** What patches and manifests of a placement cannot be: all of it, each with its place in a document. */
export class CustomizationError extends Error {
  constructor(readonly breaches: readonly Breach[]) {
    super(breaches.map(({ document, message, hint }) => `${document}: ${message}; ${hint}`).join('\n'));
    this.name = 'CustomizationError';
  }
}
