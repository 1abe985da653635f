import type { LoadedCatalog } from '../catalog/load';
import { readManifestText } from '../manifests/read-text';
import type { Breach } from '../model/catalog';
import { InputError } from '../model/problem';
import type { Problem } from '../model/problem';
import { Locator } from '../yaml/locate';
import { CustomizationError } from '../customize/customization-error';

/**
 * Renders, and says of what a patch or a manifest cannot be where it is written.
 *
 * @throws InputError with file, line and column of each
 */
export function located<Result>(parsed: LoadedCatalog['parsed'], render: () => Result): Result {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof CustomizationError)) throw error;
    throw new InputError(error.breaches.map((breach) => problemOf(breach, parsed)));
  }
}

function problemOf({ document, path, message, hint }: Breach, parsed: LoadedCatalog['parsed']): Problem {
  const known = parsed.get(document);
  const { file, text } = known?.source ?? { file: document, text: '' };
  if (known?.kind !== 'manifests') {
    const position = new Locator(text).locate(path, 'value');
    return { file, ...position, path, message, hint };
  }
  const [index, ...inObject] = path;
  const object = readManifestText(text, file).objects[Number(index)];
  return { file, ...object?.locate(inObject), path: inObject, message, hint };
}

/** Renders one after the other, and says what is wrong with all of them together. */
export class AllProblems {
  private readonly problems: Problem[] = [];

  /** @returns undefined when it cannot be rendered, which is told in the end */
  render<Result>(render: () => Result): Result | undefined {
    try {
      return render();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems.push(...error.problems);
      return undefined;
    }
  }

  /** @throws InputError with every problem, each once, when there is any */
  tell(): void {
    if (this.problems.length === 0) return;
    // A patch of a service is wrong in each of its environments, often in the same words.
    throw new InputError([...new Map(this.problems.map((one) => [JSON.stringify(one), one])).values()]);
  }
}
