/**
 * The forms in which a counterexample can be had, by name.
 *
 * A new form is one entry here; the command line offers what stands in the list.
 */
import { explainedTrace } from '../trace/explained-trace.ts';
import type { Explanation } from '../trace/explanation.ts';
import { formatTrace } from '../trace/trace-file.ts';
import { itfText } from './itf.ts';
import type { Page } from './page.ts';
import { shivizText } from './shiviz.ts';
import { traceMarkdown } from './trace-markdown.ts';
import { traceText } from './trace-text.ts';
import { viewerPage } from './viewer-page.ts';
import { vitestTest } from './vitest-test.ts';

export interface TraceFormat {
  readonly name: string;
  /** What it is for, one clause. */
  readonly what: string;
  /**
   * @param file where the trace is kept, relative to the root: what commands in the text name
   * @param suite the file of its suite, relative to the folder of the output
   * @param viewer the page of the viewer without data, for whom needs it
   */
  readonly render: (
    explanation: Explanation,
    page: Page,
    file: string,
    suite: string,
    viewer: () => string,
  ) => string;
}

const terminal: TraceFormat = {
  name: 'terminal',
  what: 'text for a terminal',
  render: traceText,
};

const markdown: TraceFormat = {
  name: 'markdown',
  what: 'Markdown with a sequence diagram (Mermaid), for an issue',
  render: traceMarkdown,
};

const itf: TraceFormat = {
  name: 'itf',
  what: 'Informal Trace Format, for the tools of Apalache and Quint',
  render: (explanation) => itfText(explanation, explanation.runs[0]!),
};

const shiviz: TraceFormat = {
  name: 'shiviz',
  what: 'a log with vector clocks, for ShiViz',
  render: (explanation) => shivizText(explanation, explanation.runs[0]!),
};

const vitest: TraceFormat = {
  name: 'vitest',
  what: 'a regression test',
  render: (explanation, _page, _file, suite) =>
    vitestTest(explanation, suite.startsWith('.') ? suite : `./${suite}`),
};

const html: TraceFormat = {
  name: 'html',
  what: 'one page to look at, step by step',
  render: (explanation, page, file, _suite, viewer) =>
    viewerPage(viewer(), explanation, page.replayCommand(file)),
};

const json: TraceFormat = {
  name: 'json',
  what: 'the trace file again, with causes, what matters and what was owed',
  render: (explanation) => formatTrace(explainedTrace(explanation)),
};

export const TRACE_FORMATS: readonly TraceFormat[] = [terminal, markdown, html, itf, shiviz, vitest, json];
