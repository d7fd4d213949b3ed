/* The search. Its index is cut into small scripts (search/, made by finding.py), of which a question
   loads the few it needs, none before the field has the focus: from a folder a script can be loaded
   and nothing can be fetched. What is shown is put into the page as text. */
"use strict";
{
  /** @typedef {{ version: string, count: number, together: number, starts: string[], parts: [number, number][] }} Index */
  /** @typedef {[location: string, title: string, text: string, names: string[], page: string]} Entry */
  const NAME = "!";
  const WAIT = 150;
  const TOGETHER = 10;
  const [BEFORE, LONG] = [60, 220];
  const LETTERS = new Map("ҳх,қк,ғг,ҷч,ґг,ٱا,ةه,ىي,کك,یي,ہه,øo,łl,đd,ıi,ςσ,ßss,æae,œoe".split(",").map((pair) => [pair[0], pair.slice(1)]));
  const SIGNS = "'’‘ʼʻʹʿʾ`ـ";
  const HAN = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff";
  const WORD = new RegExp(`[${HAN}]|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
  const WRITTEN = new RegExp(`[\\p{L}\\p{N}\\p{M}${SIGNS}]+`, "gu");
  const DROPPED = new RegExp(`[\\p{M}${SIGNS}]`, "gu");
  const MAPPED = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "gu");

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../../", script.src).href;
  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Map<string, (content: any) => void>} */
  const waiting = new Map();

  const box = document.querySelector(".cb-search");
  const toggle = document.getElementById("__search");
  if (box instanceof HTMLElement && toggle instanceof HTMLInputElement) serve(box, toggle);

  /** @param {HTMLElement} box @param {HTMLInputElement} toggle */
  function serve(box, toggle) {
    const [form, input, output, status, list] = ["form", "input", ".cb-search-output", "[role=status]", "ol"].map(
      (found) => /** @type {HTMLInputElement} */ (box.querySelector(found)),
    );
    const words = status.dataset;
    const initial = status.textContent;
    let last = "";
    let timer = 0;
    /** The pages found that are not shown yet, each as its entries. @type {number[][]} */
    let left = [];
    /** @type {string[]} */
    let asked = [];
    let answer = Promise.resolve();

    // What each file of the index calls.
    Object.assign(window, {
      /** @param {string} name @param {any} content */
      casebookSearch: (name, content) => waiting.get(name)?.(content),
    });

    input.addEventListener("focus", () => {
      if (!toggle.checked) toggle.click();
      run();
    });
    input.addEventListener("input", () => {
      if (!toggle.checked) toggle.click();
      clearTimeout(timer);
      timer = window.setTimeout(run, WAIT);
    });
    toggle.addEventListener("change", () => {
      const active = document.activeElement;
      if (toggle.checked) input.focus();
      else if (active instanceof HTMLElement && box.contains(active)) active.blur();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run().then(() => list.querySelector("a")?.click());
    });
    list.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("a") && toggle.checked) toggle.click();
    });
    box.addEventListener("focusout", ({ relatedTarget: to }) => {
      if (toggle.checked && to instanceof Node && !box.contains(to)) toggle.click();
    });
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && toggle.checked) toggle.click();
      if (!step || !toggle.checked) return;
      event.preventDefault();
      const shown = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a,summary"))];
      const stops = [input, ...shown.filter((stop) => stop.getClientRects().length)];
      const at = stops.findIndex((stop) => stop === document.activeElement);
      stops[(at + step + stops.length) % stops.length].focus();
    });
    output.addEventListener("scroll", () => {
      if (output.scrollTop + 2 * output.clientHeight > output.scrollHeight) more();
    });

    /** Answer what stands in the field, once. */
    function run() {
      clearTimeout(timer);
      const text = input.value.trim();
      if (text && text === last) return answer;
      last = text;
      return (answer = search(text).catch(() => {
        last = "";
        status.textContent = words.failed || "";
      }));
    }

    /** @param {string} text */
    async function search(text) {
      const index = await load("index", "");
      const wanted = wordsOf(text);
      const found = await find(index, wanted);
      if (text !== last) return;
      [left, asked] = [found, wanted];
      const count = found.length;
      list.textContent = "";
      output.scrollTop = 0;
      await more();
      if (text === last) status.textContent = wanted.length ? said(count, words.none, words.one, words.other) : words.empty || initial;
    }

    /** Show some more of what was found. */
    async function more() {
      const [index, of, pages] = [await load("index", ""), left, left.splice(0, TOGETHER)];
      const shown = await Promise.all(pages.map((page) => Promise.all(page.map((number) => entry(index, number)))));
      if (of === left) list.append(...shown.map(item));
    }

    /** A page that was found, with its other parts folded away. @param {Entry[]} entries */
    function item([first, ...others]) {
      const made = element("li", "md-search-result__item", link(first));
      if (others.length) {
        const sum = element("summary", "", element("div", "", said(others.length, "", words.moreOne, words.moreOther)));
        made.append(element("details", "md-search-result__more", sum, ...others.map(link)));
      }
      return made;
    }

    /** @param {Entry} entry */
    function link([location, title, text, names, page]) {
      const named = marked(title).some(isMark) ? [] : names.filter((name) => marked(name).some(isMark));
      const parts = [["of", page], ["name", title], ["names", named.slice(0, 2).join(" · ")], ["text", excerpt(text)]];
      const shown = parts.filter(([, words]) => words).map(([name, words]) => {
        const part = element("div", `cb-search-${name}`, ...marked(words));
        part.dir = "auto";
        return part;
      });
      const made = element("a", "md-search-result__link", element("div", "md-search-result__article", ...shown));
      made.setAttribute("href", root + location);
      return made;
    }

    /** A text with the words marked that were asked for. @param {string} text */
    function marked(text) {
      /** @type {(string | Node)[]} */
      const pieces = [];
      let from = 0;
      for (const { 0: word, index = 0 } of text.matchAll(WRITTEN)) {
        if (!fits(word)) continue;
        pieces.push(text.slice(from, index), element("mark", "", word));
        from = index + word.length;
      }
      return [...pieces, text.slice(from)];
    }

    /** What stands around the first word that was asked for. @param {string} text */
    function excerpt(text) {
      const at = [...text.matchAll(WRITTEN)].find(([word]) => fits(word))?.index || 0;
      const from = at > BEFORE ? text.indexOf(" ", at - BEFORE) + 1 : 0;
      const rest = text.slice(from);
      const to = rest.length > LONG ? Math.max(rest.lastIndexOf(" ", LONG), BEFORE) : LONG;
      return (from ? "… " : "") + rest.slice(0, to) + (rest.length > LONG ? " …" : "");
    }

    /** @param {string} word */
    function fits(word) {
      const folded = fold(word);
      return asked.some((one) => fit(one, folded, 1));
    }
  }

  /** Load a file of the index, which hands its content over. @param {string} name @param {string} version */
  function load(name, version) {
    const known = loading.get(name);
    if (known) return known;
    const found = new Promise((resolve, reject) => {
      const file = document.createElement("script");
      file.src = `${root}search/${name}.js${version && `?${version}`}`;
      file.onerror = () => {
        loading.delete(name);
        reject(new Error(name));
      };
      waiting.set(name, resolve);
      document.head.append(file);
    });
    loading.set(name, found);
    return found;
  }

  /** @param {Index} index @param {number} number @returns {Promise<Entry>} */
  async function entry({ version, together }, number) {
    return (await load(`entries/${Math.floor(number / together)}`, version))[number % together];
  }

  /**
   * The pages that have most of the words, best first, each as its entries, best first.
   * @param {Index} index @param {string[]} words
   */
  async function find(index, words) {
    const EACH = 1e5; // more than any word can count
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const found of await Promise.all(words.map((word) => placesOf(index, word)))) {
      const rare = Math.log(1 + index.count / found.size);
      for (const [number, value] of found) scores.set(number, (scores.get(number) || 0) + EACH + rare * value);
    }
    const ranked = [...scores].sort(([a, one], [b, two]) => two - one || a - b);
    const least = ranked.length && Math.floor(ranked[0][1] / EACH) * EACH;
    const firsts = new Map(index.parts.flatMap(([first, parts]) => Array.from({ length: parts }, (_, n) => [first + n + 1, first])));
    /** @type {Map<number, number[]>} */
    const pages = new Map();
    for (const [number, score] of ranked) {
      if (score < least) break;
      const first = firsts.get(number) ?? number;
      pages.set(first, [...(pages.get(first) || []), number]);
    }
    return [...pages.values()];
  }

  /** The entries that a word leads to, and how much it says of each. @param {Index} index @param {string} word */
  async function placesOf({ starts, version }, word) {
    /** @type {Map<number, number>} */
    const found = new Map();
    const stem = word.slice(0, Math.max(4, word.length - 3));
    await Promise.all([NAME, ""].map(async (kind) => {
      // A beginning of two letters is looked for in names alone, one letter as it stands.
      const least = kind ? 2 : 3;
      const [from, to] = [kind + stem, kind + stem + (word.length < least ? "" : "\uffff")];
      const files = starts.map((_, n) => n).filter((n) => starts[n] <= to && !(starts[n + 1] <= from));
      for (const held of await Promise.all(files.map((n) => load(`words/${n}`, version)))) {
        for (const [key, levels] of Object.entries(held)) {
          const like = key.startsWith(kind || stem) && fit(word, key.slice(kind.length), least);
          if (like) gather(found, levels, like);
        }
      }
    }));
    return found;
  }

  /** @param {Map<number, number>} found @param {Record<string, number[]>} levels @param {number} like */
  function gather(found, levels, like) {
    for (const [level, steps] of Object.entries(levels)) {
      // What is named so comes before what only tells of it.
      const value = like * Number(level) * (Number(level) > 3 ? 20 : 1);
      let number = 0;
      for (const step of steps) {
        number += step;
        if (!(Number(found.get(number)) >= value)) found.set(number, value);
      }
    }
  }

  /**
   * How well a word fits one that was typed, which may be its beginning or have another ending.
   * @param {string} typed @param {string} word @param {number} least how long a beginning must be
   */
  function fit(typed, word, least) {
    if (word === typed) return 1;
    if (word.startsWith(typed)) return typed.length < least ? 0 : 0.7;
    let same = 0;
    while (typed[same] === word[same]) same += 1;
    const rest = Math.max(typed.length, word.length) - same;
    return same > 3 && rest <= (same > 4 ? 2 : 1) ? 0.4 : 0;
  }

  /** The words of a text, folded; the same as in folding.py. @param {string} text @returns {string[]} */
  function wordsOf(text) {
    return fold(text).match(WORD) || [];
  }

  /** @param {string} text */
  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(DROPPED, "").replace(MAPPED, (letter) => LETTERS.get(letter) || letter);
  }

  /** @param {number} count @param {string | undefined} none @param {string | undefined} one @param {string | undefined} other */
  function said(count, none, one, other) {
    return ((count > 1 ? other : count ? one : none) || "").replace("#", String(count));
  }

  /** @param {string} name @param {string} style @param {(string | Node)[]} content */
  function element(name, style, ...content) {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.append(...content);
    return made;
  }

  /** @param {string | Node} piece */
  function isMark(piece) {
    return piece instanceof Element;
  }
}
