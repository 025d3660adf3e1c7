/**
 * The page's beginning: reads the document that it carries, and shows it.
 */
import { render } from 'preact';
import { type Packed, unpack } from '../packed.ts';
import { visibleControls } from '../visible-controls.ts';
import { App } from './app.tsx';
import type { ViewerDocument } from './viewer-document.ts';

const packed = JSON.parse(document.getElementById('document')!.textContent!) as Packed;
const content = unpack(packed, visibleControls) as ViewerDocument;
document.title = `${content.explanation.trace.property.id} · Redhound`;
render(<App content={content} />, document.getElementById('viewer')!);
