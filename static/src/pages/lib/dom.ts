/** Small helpers around the DOM. Text goes in as text, never as markup. */

/** The element with this id; its absence is a mistake of the template. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as E;
}

/** The part of `root` that the template marked `data-slot=name`. */
export function slot<E extends HTMLElement = HTMLElement>(root: ParentNode, name: string): E {
  const element = root.querySelector<E>(`[data-slot="${name}"]`);
  if (!element) throw new Error(`the page has no slot ${name}`);
  return element;
}

/** A new element with class and content. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", ...content: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/** The only element inside `<template id>`, copied. */
export function copyTemplate<E extends HTMLElement>(id: string): E {
  const first = byId<HTMLTemplateElement>(id).content.firstElementChild;
  if (!first) throw new Error(`template ${id} is empty`);
  return document.importNode(first, true) as E;
}

/** Sets text only where it differs, so that nothing is announced or selected anew for no reason. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setHidden(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Makes `element` a chip of that state: words first, colour second. */
export function setChip(element: HTMLElement, state: string, label: string): void {
  const className = `chip chip-${state}`;
  if (element.className !== className) element.className = className;
  setText(element, label);
}
