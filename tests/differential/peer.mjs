// The peer: ODK Web Forms' engine (@getodk/xforms-engine) fills each form by its script and says, after each step,
// what it makes of every question. Usage: node peer.mjs FOLDER, with FOLDER/cases.json, FOLDER/books/*.xml or *.error;
// writes FOLDER/peer.json.
//
// Invariant: nothing here depends on the day or on chance; both are handed in with the case.

import { JSDOM } from 'jsdom';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RealDate = Date;
let now = RealDate.now();

/** `new Date()` and `Date.now()` say the moment of the case; everything else is the real Date. */
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now] : parts));
  }
  static now() {
    return now;
  }
};

/** A small generator with a fixed seed, so that two runs agree. */
let chance = 1;
Math.random = () => {
  chance = (chance * 48271) % 2147483647;
  return chance / 2147483647;
};

const { window } = new JSDOM('<!DOCTYPE html><html></html>', { url: 'https://form.example/' });
for (const name of [
  'window', 'document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Attr', 'Text', 'Comment', 'Document',
  'XMLDocument', 'XPathResult', 'XPathEvaluator', 'XPathExpression', 'NodeFilter', 'CDATASection', 'File', 'FileReader',
  'ProcessingInstruction', 'DocumentFragment', 'HTMLElement',
]) {
  if (!(name in globalThis)) globalThis[name] = window[name] ?? window;
}

// The engine's XPath parser is bundled for browsers but asks Node for this name on its way.
globalThis.__dirname = '/';
const { createInstance } = await import('@getodk/xforms-engine');

const folder = process.argv[2];
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
const report = {};
for (const each of cases) {
  now = RealDate.parse(each.now);
  chance = 1;
  const refused = join(folder, 'books', `${each.book}.error`);
  if (existsSync(refused)) {
    report[each.name] = { error: `pyxform: ${readFileSync(refused, 'utf8')}` };
    continue;
  }
  try {
    const xform = readFileSync(join(folder, 'books', `${each.book}.xml`), 'utf8');
    report[each.name] = { steps: await play({ ...each, xform }) };
  } catch (error) {
    report[each.name] = { error: String(error?.message ?? error).split('\n')[0].slice(0, 400) };
  }
}
writeFileSync(join(folder, 'peer.json'), JSON.stringify(report));

async function play({ xform, files, steps }) {
  const attachment = async (url) => {
    const name = String(url).split('/').pop();
    const text = files?.[name];
    return new Response(text ?? '', {
      status: text === undefined ? 404 : 200,
      headers: { 'content-type': name.endsWith('.csv') ? 'text/csv' : 'application/xml' },
    });
  };
  const { root } = await createInstance(xform, {
    form: { fetchFormAttachment: attachment },
    instance: { preloadProperties: { deviceID: 'device-1' } },
  });
  // A form opens with one instance of each repeat here and with none in ours: a script adds what it wants.
  removeFirstInstances(root);
  const states = [dump(root)];
  for (const step of steps) {
    const refused = perform(root, step);
    states.push({ ...dump(root), ...(refused.length > 0 ? { '!refused': refused } : {}) });
  }
  return states;
}

function removeFirstInstances(node) {
  for (const child of node.currentState.children ?? []) {
    if (child.nodeType === 'repeat-range:uncontrolled') {
      const count = child.currentState.children.length;
      if (count > 0) child.removeInstances(0, count);
    } else {
      removeFirstInstances(child);
    }
  }
}

/** Performs one step; returns the keys whose value the engine would not take. */
function perform(root, step) {
  const refused = [];
  if (step.language !== undefined) {
    const wanted = root.languages.find((language) => language.language === step.language);
    root.setLanguage(wanted);
  }
  if (step.add !== undefined) {
    const range = find(root, step.add);
    range.addInstances();
    const instances = range.currentState.children;
    removeFirstInstances(instances[instances.length - 1]);
  }
  if (step.remove !== undefined) {
    const [, key, place] = /^(.*)\[(\d+)\]$/.exec(step.remove);
    find(root, key).removeInstances(Number(place) - 1, 1);
  }
  for (const [key, value] of Object.entries(step.set ?? {})) {
    try {
      set(find(root, key), value);
    } catch (error) {
      refused.push(`${key}: ${String(error?.message ?? error).split('\n')[0]}`);
    }
  }
  return refused;
}

function set(node, value) {
  switch (node.nodeType) {
    case 'select':
      if (node.selectType === 'select') return node.selectValues(value === '' ? [] : value.split(/\s+/));
      return node.selectValue(value === '' ? null : value);
    case 'rank':
      return node.setValues(value === '' ? [] : value.split(/\s+/));
    case 'trigger':
      return node.setValue(value === 'OK');
    case 'upload':
      return node.setValue(value === '' ? null : new window.File(['x'], value));
    case 'input':
    case 'range':
      return node.setValue(value);
    default:
      throw new Error(`a ${node.nodeType} takes no value`);
  }
}

/** The node of a key such as `name`, `repeat`, `repeat[2]/name`, `outer[1]/inner[2]/name`. */
function find(root, key) {
  let node = root;
  for (const part of key.split('/')) {
    const [, name, place] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part);
    node = below(node, name);
    if (node === null) throw new Error(`no node ${key}`);
    if (place !== undefined) {
      node = node.currentState.children[Number(place) - 1];
      if (node === undefined) throw new Error(`no instance ${key}`);
    }
  }
  return node;
}

/** The nearest node of that name, through groups but not through repeats. */
function below(node, name) {
  for (const child of node.currentState.children ?? []) {
    if (nameOf(child) === name) return child;
    if (child.nodeType === 'group') {
      const found = below(child, name);
      if (found !== null) return found;
    }
  }
  return null;
}

function nameOf(node) {
  const reference = node.currentState.reference.replace(/\[\d+\]$/, '');
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function dump(root) {
  const out = {};
  walk(root, '', out);
  return out;
}

function walk(node, prefix, out) {
  for (const child of node.currentState.children ?? []) {
    const name = nameOf(child);
    if (name === 'meta') continue;
    const state = child.currentState;
    switch (child.nodeType) {
      case 'group':
        walk(child, prefix, out);
        break;
      case 'repeat-range:controlled':
      case 'repeat-range:uncontrolled':
        state.children.forEach((instance, index) => walk(instance, `${prefix}${name}[${index + 1}]/`, out));
        break;
      default:
        out[prefix + name] = leaf(child, state);
    }
  }
}

function leaf(node, state) {
  if (!state.relevant) return { relevant: false };
  const out = { relevant: true, value: state.instanceValue ?? '' };
  if (node.nodeType !== 'note' && node.nodeType !== 'model-value') {
    out.required = state.required;
    out.readonly = state.readonly;
    out.constraint = node.validationState.constraint?.valid ?? true;
  }
  if (state.label != null && state.label.asString !== '') out.label = state.label.asString;
  if (state.hint != null && state.hint.asString !== '') out.hint = state.hint.asString;
  if (Array.isArray(state.valueOptions)) {
    out.choices = state.valueOptions.map((item) => `${item.value}=${item.label?.asString ?? ''}`);
  }
  return out;
}
