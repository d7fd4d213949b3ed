// Filters of a list: several facets at once, several values each, with counts that follow.
// The list stays in the page; what does not pass is hidden. The address keeps the choice.
"use strict";
{
  /** @typedef {{name: string, place: number, input: HTMLInputElement, count: Element | null, label: string}} Choice */
  /** @typedef {{element: HTMLElement, values: Map<string, Set<number>>, from: number, to: number, text: string | null}} Item */
  /** @typedef {{label: string, clear: () => void, passes: (item: Item) => boolean, name: string}} Filter */

  for (const form of document.querySelectorAll("form.cb-filters")) {
    if (form instanceof HTMLFormElement) serve(form);
  }

  /** @param {HTMLFormElement} form */
  function serve(form) {
    const list = document.getElementById(form.dataset.of || "");
    if (!list) return;
    const number = new Intl.NumberFormat(document.documentElement.lang || undefined, { numberingSystem: "latn" });
    const choices = choicesOf(form);
    const names = new Set(choices.map((choice) => choice.name));
    const groups = [...list.querySelectorAll("[data-group]")];
    const items = itemsOf(list, names);
    const drawn = drawnBy(items);
    const jumps = jumpsTo(groups);
    // Not "q": Material's search opens for that.
    const [words, first, last] = ["words", "from", "to"].map((name) => field(form, name));
    const [shown, chips, reset, told, empty] = [".cb-shown", ".cb-chips", "[type=reset]", "[role=status]", ".cb-empty"]
      .map((found) => /** @type {HTMLElement} */ (form.querySelector(found)));
    let telling = 0;

    read();
    answer();
    form.dataset.ready = "";

    form.addEventListener("input", (event) => {
      const typed = event.target === words;
      answer();
      write(typed && hasWords());
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      clear();
      changed();
    });
    form.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest(".cb-chips button");
      if (!(button instanceof HTMLElement)) return;
      filters().filter((filter) => filter.label === button.dataset.label).forEach((filter) => filter.clear());
      changed();
      (chips.querySelector("button") || words || form).focus();
    });
    form.addEventListener("keydown", (event) => {
      const facet = event.target instanceof Element && event.target.closest("details[open]");
      if (event.key !== "Escape" || !(facet instanceof HTMLDetailsElement)) return;
      facet.open = false;
      facet.querySelector("summary")?.focus();
    });
    form.querySelector(".cb-unfold")?.addEventListener("click", (event) => {
      const open = form.toggleAttribute("data-open");
      /** @type {Element} */ (event.currentTarget).setAttribute("aria-expanded", String(open));
    });
    // One facet is open at a time, and none when the reader goes on elsewhere.
    document.addEventListener("click", (event) => shut(event.target));
    form.addEventListener("focusin", (event) => {
      // On a phone a facet stands in the flow: shut too soon, it would pull the next one from under the finger.
      if (!matchMedia("(max-width: 40em)").matches) shut(event.target);
    });
    addEventListener("popstate", () => {
      read();
      answer();
    });
    document.addEventListener("cb-known", () => answer());

    function changed() {
      answer();
      write(false);
    }

    /** Show what passes, and count. */
    function answer() {
      const used = filters();
      const open = items.filter((item) => !("later" in item.element.dataset));
      const counts = new Map([...names].map((name) => [name, /** @type {number[]} */ ([])]));
      const alone = new Map(used.map((filter) => [filter, 0]));
      let passed = 0;
      for (const item of open) {
        const missed = used.filter((filter) => !filter.passes(item));
        passed += missed.length ? 0 : 1;
        if (missed.length === 1) alone.set(missed[0], (alone.get(missed[0]) || 0) + 1);
        show(item, !missed.length);
        // A choice is counted among what the other facets let through.
        if (missed.length > 1) continue;
        for (const [name, places] of item.values) {
          const count = counts.get(name);
          if (count && (!missed.length || missed[0].name === name)) {
            for (const place of places) count[place] = (count[place] || 0) + 1;
          }
        }
      }
      for (const group of groups) showGroup(group);
      for (const choice of choices) showCount(choice, counts.get(choice.name)?.[choice.place] || 0);
      say(used, passed, open.length, alone);
    }

    /** @param {Item} item @param {boolean} passes */
    function show(item, passes) {
      if (item.element.hidden === !passes) return;
      item.element.hidden = !passes;
      for (const mark of drawn.get(item.element.id) || []) mark.classList.toggle("cb-out", !passes);
    }

    /** @param {Element} group */
    function showGroup(group) {
      const left = group.querySelectorAll("[data-item]:not([hidden]):not([data-later])").length;
      /** @type {HTMLElement} */ (group).hidden = !left;
      const jump = jumps.get(group);
      if (!jump) return;
      jump.hidden = !left;
      const count = jump.querySelector("span");
      if (count) count.textContent = number.format(left);
    }

    /** @param {Choice} choice @param {number} count */
    function showCount(choice, count) {
      if (choice.count) choice.count.textContent = number.format(count);
      choice.input.closest("label")?.classList.toggle("cb-none", !count && !choice.input.checked);
    }

    /** @param {Filter[]} used @param {number} passed @param {number} total @param {Map<Filter, number>} alone */
    function say(used, passed, total, alone) {
      shown.textContent = fill(shown.dataset.words, { shown: number.format(passed), total: number.format(total) });
      for (const facet of form.querySelectorAll("details.cb-facet")) {
        const count = facet.querySelectorAll("input:checked").length;
        const chosen = /** @type {HTMLElement} */ (facet.querySelector(".cb-chosen"));
        chosen.hidden = !count;
        chosen.textContent = number.format(count);
      }
      chips.replaceChildren(...used.map((filter) => chip(filter, filter.label, fill(form.dataset.remove, { name: filter.label }))));
      chips.hidden = reset.hidden = !used.length;
      empty.hidden = passed > 0 || !used.length;
      const ways = [...alone].filter(([, count]) => count);
      empty.querySelector(".cb-chips")?.replaceChildren(
        ...ways.map(([filter, count]) => chip(filter, fill(form.dataset.without, { name: filter.label, count: number.format(count) }))),
      );
      for (const [found, hidden] of /** @type {[string, boolean][]} */ ([[".cb-fewer", !ways.length], [".cb-hopeless", !!ways.length]])) {
        /** @type {HTMLElement} */ (empty.querySelector(found)).hidden = hidden;
      }
      // Told once the reader pauses, so that a word being typed is not answered letter by letter.
      clearTimeout(telling);
      if (!used.length && !told.textContent) return;
      telling = setTimeout(() => {
        told.textContent = empty.hidden ? shown.textContent : /** @type {HTMLElement} */ (empty.querySelector("p")).innerText;
      }, 500);
    }

    /** @returns {Filter[]} the filters in use, at most one for each facet */
    function filters() {
      /** @type {Filter[]} */
      const used = [];
      for (const name of names) {
        const chosen = choices.filter((choice) => choice.name === name && choice.input.checked);
        const places = chosen.map((choice) => choice.place);
        if (!chosen.length) continue;
        used.push({
          name,
          label: chosen.map((choice) => choice.label).join(", "),
          clear: () => chosen.forEach((choice) => (choice.input.checked = false)),
          passes: (item) => places.some((place) => item.values.get(name)?.has(place)),
        });
      }
      const wanted = plain(words?.value || "").split(/\s+/).filter(Boolean);
      if (words && wanted.length) {
        used.push({
          name: "words",
          label: fill(form.dataset.words, { words: words.value.trim() }),
          clear: () => (words.value = ""),
          passes: (item) => wanted.every((word) => textOf(item).includes(word)),
        });
      }
      if (first && last && (first.value || last.value)) {
        const from = first.value ? Number(first.value) : -Infinity;
        const to = last.value ? Number(last.value) : Infinity;
        used.push({
          name: "years",
          label: fill(form.dataset.years, { first: first.value || first.placeholder, last: last.value || last.placeholder }),
          clear: () => (first.value = last.value = ""),
          passes: (item) => item.from <= to && item.to >= from,
        });
      }
      return used;
    }

    function clear() {
      for (const choice of choices) choice.input.checked = false;
      for (const input of [words, first, last]) if (input) input.value = "";
    }

    /** Take the choice from the address. */
    function read() {
      const asked = new URLSearchParams(location.search);
      for (const choice of choices) choice.input.checked = asked.getAll(choice.name).includes(choice.input.value);
      for (const input of [words, first, last]) if (input) input.value = asked.get(input.name) || "";
    }

    /** Keep the choice in the address; a word being typed does not fill the history. @param {boolean} replace */
    function write(replace) {
      const asked = new URLSearchParams(location.search);
      for (const name of [...names, "words", "from", "to"]) asked.delete(name);
      for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
      const query = asked.toString();
      history[replace ? "replaceState" : "pushState"](null, "", (query && `?${query}`) || location.pathname);
    }

    /** Whether the address has words already: typing on then changes them. */
    function hasWords() {
      return new URLSearchParams(location.search).has("words");
    }

    /** @param {EventTarget | null} target */
    function shut(target) {
      for (const facet of form.querySelectorAll("details[open]")) {
        if (!(target instanceof Node && facet.contains(target))) facet.removeAttribute("open");
      }
    }

    /** @param {Filter} filter @param {string} words @param {string} [label] */
    function chip(filter, words, label) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.dataset.label = filter.label;
      if (label) button.setAttribute("aria-label", label);
      item.append(button);
      return item;
    }
  }

  /** @param {HTMLFormElement} form @returns {Choice[]} */
  function choicesOf(form) {
    /** @type {Map<string, number>} */
    const places = new Map();
    return [...form.querySelectorAll("input")].filter((input) => input.type === "checkbox").map((input) => {
      const place = places.get(input.name) || 0;
      places.set(input.name, place + 1);
      const label = input.closest("label");
      const words = label?.querySelector("span")?.textContent || "";
      return { name: input.name, place, input, count: label?.querySelector(".cb-n") || null, label: words };
    });
  }

  /** @param {Element} list @param {Set<string>} names @returns {Item[]} */
  function itemsOf(list, names) {
    return [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-item]"))].map((element) => ({
      element,
      values: new Map([...names].map((name) => [name, new Set((element.dataset[name] || "").split(" ").filter(Boolean).map(Number))])),
      from: Number(element.dataset.from ?? -Infinity),
      to: Number((element.dataset.to ?? element.dataset.from) || Infinity),
      text: null,
    }));
  }

  /** The marks of drawings that stand for an item, by its id. @param {Item[]} items */
  function drawnBy(items) {
    /** @type {Map<string, Element[]>} */
    const marks = new Map(items.map((item) => [item.element.id, []]));
    for (const mark of document.querySelectorAll('.cb-ribbon a[href^="#"]')) {
      marks.get((mark.getAttribute("href") || "").slice(1))?.push(mark);
    }
    return marks;
  }

  /** The links that jump to a group, where the page has them. @param {Element[]} groups */
  function jumpsTo(groups) {
    /** @type {Map<Element, HTMLElement>} */
    const found = new Map();
    for (const group of groups) {
      const jump = document.querySelector(`.cb-jump a[href="#${CSS.escape(group.getAttribute("data-group") || "")}"]`);
      if (jump instanceof HTMLElement) found.set(group, jump);
    }
    return found;
  }

  /** @param {HTMLFormElement} form @param {string} name */
  function field(form, name) {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLInputElement ? found : null;
  }

  /** @param {Item} item */
  function textOf(item) {
    return (item.text ??= plain(item.element.textContent || ""));
  }

  /** Letters without their accents, in one case. @param {string} words */
  function plain(words) {
    return words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  }

  /** @param {string | undefined} pattern @param {Record<string, string>} values */
  function fill(pattern, values) {
    return (pattern || "").replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
  }
}
