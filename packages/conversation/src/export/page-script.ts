/**
 * The one script of an exported page, as text: it shows the branch through the message that the address names, and
 * makes the outline usable by keyboard. It only shows, hides and moves the focus; it writes no markup.
 */
export const pageScript = `
"use strict";
(() => {
  const articles = [...document.querySelectorAll("article")];
  const items = [...document.querySelectorAll("[role=treeitem]")];
  const up = new Map();
  const below = new Map();
  const chosen = new Map();
  for (const { id, dataset, classList } of articles) {
    up.set(id, dataset.up);
    if (!below.has(dataset.up)) below.set(dataset.up, []);
    below.get(dataset.up).push(id);
    if (!classList.contains("off")) chosen.set(dataset.up, id);
  }
  const target = (item) => item.getAttribute("href").slice(1);
  let current = null;
  const makeCurrent = (item) => {
    if (current) current.tabIndex = -1;
    current = item;
    if (item) item.tabIndex = 0;
  };
  const show = (id) => {
    const path = new Set();
    for (let at = id; at; at = up.get(at)) {
      path.add(at);
      chosen.set(up.get(at), at);
    }
    for (let at = id; below.has(at); ) {
      at = chosen.get(at) || below.get(at).at(-1);
      path.add(at);
    }
    for (const article of articles) article.classList.toggle("off", !path.has(article.id));
    for (const item of items) {
      item.classList.toggle("on", path.has(target(item)));
      item.setAttribute("aria-selected", String(target(item) === id));
      if (target(item) === id) makeCurrent(item);
    }
  };
  // Going to a place in the page takes the focus away before this is told of it.
  let fromTree = false;
  const go = () => {
    const id = location.hash.slice(1);
    if (!up.has(id)) return;
    show(id);
    const article = document.getElementById(id);
    article.scrollIntoView({ block: "start" });
    if (fromTree) current.focus({ preventScroll: true });
    else article.focus({ preventScroll: true });
  };
  const first = articles.filter(({ classList }) => !classList.contains("off")).at(-1);
  if (first) show(first.id);
  makeCurrent(current || items[0] || null);
  if (current) current.scrollIntoView({ block: "nearest" });
  addEventListener("hashchange", go);
  go();
  const tree = document.querySelector("[role=tree]");
  addEventListener("click", ({ target }) => {
    fromTree = tree.contains(target);
  });
  tree.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    if (at === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const level = (item) => Number(item.ariaLevel || item.getAttribute("aria-level"));
    let next = null;
    if (event.key === "ArrowDown") next = items[at + 1];
    else if (event.key === "ArrowUp") next = items[at - 1];
    else if (event.key === "Home") next = items[0];
    else if (event.key === "End") next = items.at(-1);
    else if (event.key === "ArrowLeft")
      next = items.slice(0, at).findLast((item) => level(item) < level(items[at]));
    else if (event.key === "ArrowRight")
      next = items[at + 1] && level(items[at + 1]) > level(items[at]) ? items[at + 1] : null;
    else if (event.key === " ") {
      event.preventDefault();
      items[at].click();
      return;
    } else return;
    event.preventDefault();
    if (!next) return;
    makeCurrent(next);
    next.focus();
  });
})();
`;
