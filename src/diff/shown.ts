import { isMapping } from '../manifests/value-at';
import type { FieldPath, Step } from './change';
import type { AssessedField } from './consequence';
import { diffLines, type DiffLine } from './line-diff';

/** Longer values are cut: who wants all of it reads the file. */
const longestLine = 300;

/** Writes a path as people write it: `spec.template.spec.containers[web].image`, `metadata.labels["app.kubernetes.io/name"]`. */
export function shownFieldPath(path: FieldPath): string {
  return path.reduce<string>((text, step) => {
    const shown = shownStep(step);
    return text === '' || shown.startsWith('[') ? `${text}${shown}` : `${text}.${shown}`;
  }, '');
}

/** The change of a field as lines: what goes, and what comes. */
export function shownLines({ path, before, after, isOrder }: AssessedField): readonly DiffLine[] {
  if (typeof before === 'string' && typeof after === 'string' && isLong(before, after))
    return diffLines(before, after).map(cut);
  const order = isOrder === true ? 'in this order: ' : '';
  const lines = (sign: '-' | '+', value: unknown): readonly DiffLine[] =>
    value === undefined
      ? []
      : shownValue(isChecksum(path) ? plain(value).slice(0, 12) : value).map((text) =>
          cut({ sign, text: `${order}${text}` }),
        );
  return [...lines('-', before), ...lines('+', after)];
}

/** Writes a value as lines, almost as YAML: what is short stays on one. */
export function shownValue(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return value.trimEnd().includes('\n') ? value.trimEnd().split('\n') : [value === '' ? '""' : value];
  const short = JSON.stringify(value) ?? '';
  if (short.length <= 80) return [plain(value)];
  if (Array.isArray(value)) {
    return value.flatMap((one) => shownValue(one).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  }
  if (!isMapping(value)) return [short];
  return Object.entries(value).flatMap(([key, one]) => {
    const lines = shownValue(one);
    return lines.length === 1 ? [`${key}: ${lines[0] ?? ''}`] : [`${key}:`, ...lines.map((line) => `  ${line}`)];
  });
}

/** Writes a value on one line: `{ cpu: 1, memory: 1Gi }`. */
export function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (!isMapping(value)) return typeof value === 'string' && value !== '' ? value : (JSON.stringify(value) ?? '');
  const entries = Object.entries(value).map(([key, one]) => `${key}: ${plain(one)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function shownStep(step: Step): string {
  if (typeof step === 'string') return /^[A-Za-z_][-\w]*$/.test(step) ? step : `[${JSON.stringify(step)}]`;
  if ('keys' in step) return `[${Object.values(step.keys).map(String).join('/')}]`;
  const place = 'after' in step ? step.after : 'before' in step ? step.before : undefined;
  return `[${String(place ?? '')}]`;
}

/** Nobody compares the digits of a checksum. */
function isChecksum(path: FieldPath): boolean {
  const last = path.at(-1);
  return typeof last === 'string' && last.startsWith('checksum/');
}

function isLong(before: string, after: string): boolean {
  return before.trimEnd().includes('\n') || after.trimEnd().includes('\n');
}

function cut({ sign, text }: DiffLine): DiffLine {
  return {
    sign,
    text: text.length > longestLine ? `${text.slice(0, longestLine)}... (${text.length} characters)` : text,
  };
}
