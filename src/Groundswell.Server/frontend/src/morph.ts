// Turns one element into another in place, so that focus, scroll, open <details> and what was typed stay.

function keyOf(node: Node): string | null {
  return node instanceof Element ? (node.getAttribute("data-k") ?? (node.id || null)) : null;
}

function isSame(a: Node, b: Node): boolean {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
}

function syncAttributes(from: Element, to: Element): void {
  for (const { name } of [...from.attributes]) {
    // "open" and "hidden" belong to the reader: which table is open, what the filter hides.
    if (!to.hasAttribute(name) && name !== "open" && name !== "hidden") from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (name !== "open" && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function syncChildren(from: Element, to: Element): void {
  let current: ChildNode | null = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    let match: ChildNode | null = current;
    const key = keyOf(wanted);
    while (match && !isSame(match, wanted)) match = match.nextSibling;
    if (match && match !== current && key === null) match = null; // without a key only the next one is the same one
    if (!match) {
      from.insertBefore(document.importNode(wanted, true), current);
    } else {
      if (match === current) current = current.nextSibling;
      else from.insertBefore(match, current);
      morph(match, wanted);
    }
  }
  while (current) {
    const next: ChildNode | null = current.nextSibling;
    current.remove();
    current = next;
  }
}

export function morph(from: Node, to: Node): void {
  if (from instanceof Element && to instanceof Element) {
    if (from.hasAttribute("data-island") || from.isEqualNode(to)) return;
    syncAttributes(from, to);
    syncChildren(from, to);
  } else if (from.nodeValue !== to.nodeValue) {
    from.nodeValue = to.nodeValue;
  }
}
