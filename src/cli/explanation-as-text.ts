import type { ExplainedCall, ExplainedSetting, Explanation, Fact, ValueSource } from '../model/explain';
import type { ExplainedGate } from '../model/explain-gates';
import { printableLine } from '../model/printable';
import type { Output } from './context';
import { settingsTree } from './settings-tree';
import { showShortly, showValue } from './show-value';
import type { SourcePlaces } from './source-places';
import { alignRows, columnWidths } from './table';
import type { Cell, Row } from './table';

/** Why a service is what it is in an environment, and what a change of it needs there. */
export interface GatedExplanation extends Explanation {
  readonly gates: readonly ExplainedGate[];
}

const indent = '  ';
const nothing: Cell = { text: '' };

/**
 * An explanation for people. The last columns of each row say who decides, and what the next weaker layer says.
 * Where a terminal is too narrow, files are shortened at their front.
 */
export function explanationAsText(explanation: GatedExplanation, places: SourcePlaces, output: Output): string {
  const { service, environment, facts, settings, calls, calledBy, gates } = explanation;
  const { bold } = output.colours;
  const text = new ExplanationText(places, output);
  const lines = [
    bold(`${service} in ${environment}`),
    ...text.aligned([
      ...facts.map((fact) => text.factRow(fact)),
      ...(calls.length === 0 ? [] : [text.callRow('calls', calls)]),
      ...(calledBy.length === 0 ? [] : [text.callRow('called by', calledBy)]),
    ]),
    ...(facts.length === 0 ? [] : ['']),
    ...text.aligned(gates.length === 0 ? [] : [[{ text: 'gates:' }], ...gates.map((gate) => text.gateRow(gate))]),
    ...(gates.length === 0 || settings.length === 0 ? [] : ['']),
    ...text.aligned(settingsTree(settings).flatMap(({ depth, key, setting }) => text.settingRows(depth, key, setting))),
  ];
  return `${lines.join('\n')}\n`;
}

class ExplanationText {
  constructor(
    private readonly places: SourcePlaces,
    private readonly output: Output,
  ) {}

  factRow({ name, value, source }: Fact): Row {
    const head = `${name}:`.padEnd('promoted from: '.length);
    return [this.keyed(head, this.fitting(value)), source === undefined ? nothing : this.from(source)];
  }

  callRow(name: string, calls: readonly ExplainedCall[]): Row {
    const shown = calls.map(({ service, ports }) => `${service} (${ports.join(', ')})`);
    return [this.keyed(`${name}:`.padEnd('promoted from: '.length), shown.join(', '))];
  }

  gateRow({ name, words, source }: ExplainedGate): Row {
    return [this.keyed(`${indent}${name}: `, printableLine(words)), this.from(source)];
  }

  /** One row, and one more for each item of a list of mappings. */
  settingRows(depth: number, key: string, setting: ExplainedSetting | undefined): readonly Row[] {
    const before = indent.repeat(depth);
    if (setting === undefined) return [[{ text: `${before}${key}:` }]];

    const { value, source, overrides } = setting;
    const [weaker] = overrides;
    const note = weaker === undefined ? '' : `(${weakerName(weaker.source)} ${showShortly(weaker.value, 30)})`;
    const who = [this.from(source), { text: note, paint: this.output.colours.dim }];
    if (!isListOfMappings(value)) return [[this.keyed(`${before}${key}: `, showValue(value)), ...who]];
    const items = value.map((item): Row => [this.keyed(`${before}${indent}- `, showValue(item))]);
    return [[{ text: `${before}${key}:` }, ...who], ...items];
  }

  aligned(rows: readonly Row[]): readonly string[] {
    const widths = columnWidths(rows);
    const fitted = rows.flatMap((row) => this.fittingRows(row, widths));
    return alignRows(fitted, [widths[0] ?? 0]).map((line) => indent + line);
  }

  private keyed(head: string, value: string): Cell {
    return { text: head + value, paint: () => head + this.output.colours.bold(value) };
  }

  private from(source: ValueSource): Cell {
    const place = this.places.find(source);
    if (place !== undefined) return { text: `${place.file}:${place.line}`, paint: this.output.colours.cyan };
    return { text: source.document === undefined ? source.name : 'default', paint: this.output.colours.dim };
  }

  /** A row that is too wide for the terminal gets a shorter file name, and when that is not enough a second line. */
  private fittingRows(row: Row, widths: readonly number[]): readonly Row[] {
    const { columns } = this.output;
    const [what = nothing, from = nothing, note = nothing] = row;
    if (columns === undefined || from.text === '') return [row];
    const start = indent.length + Math.max(what.text.length, widths[0] ?? 0) + 2;
    const noteWidth = note.text === '' ? 0 : note.text.length + 2;
    const short = { ...from, text: shortenFront(from.text, columns - start - noteWidth) };
    if (start + short.text.length + noteWidth <= columns) return [[what, short, note]];
    return [[what], [this.continuation(from, note, widths[0] ?? 0, columns)]];
  }

  /** Who decides, on a line of its own: below the others if there is room, else as far to the left as it must be. */
  private continuation(from: Cell, note: Cell, column: number, columns: number): Cell {
    const rest = note.text === '' ? '' : `  ${note.text}`;
    const text = shortenFront(from.text, columns - indent.length - column - 2 - rest.length);
    const before = ' '.repeat(Math.max(4, Math.min(column + 2, columns - indent.length - text.length - rest.length)));
    const painted = (from.paint?.(text) ?? text) + (note.paint?.(rest) ?? rest);
    return { text: before + text + rest, paint: () => before + painted };
  }

  // A digest is long and says little to people; whoever wants all of it pipes.
  private fitting(value: string): string {
    const { columns } = this.output;
    if (columns === undefined || value.length < columns - 20) return value;
    return value.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1…');
  }
}

// "prod.yaml" alone could be the environment or the overlay: the environment keeps its folder.
function shortenFront(text: string, room: number): string {
  if (text.length <= room || !text.includes('/')) return text;
  const parts = text.split('/');
  const short = parts.slice(1).map((_, index) => `…/${parts.slice(index + 1).join('/')}`);
  const distinct = short.filter(
    (candidate) => candidate.includes('/environments/') === text.includes('/environments/'),
  );
  return distinct.find((candidate) => candidate.length <= room) ?? distinct.at(-1) ?? text;
}

function weakerName({ kind, name }: ValueSource): string {
  return kind === 'preset' ? name : kind;
}

function isListOfMappings(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some((item) => typeof item === 'object');
}
