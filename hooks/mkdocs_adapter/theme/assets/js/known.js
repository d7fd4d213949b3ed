// The case as known on a day: what no source had told by then is left out. All from the page's own
// data: `data-since` on whatever became known on a day, empty where no day can be proved.
"use strict";
{
  const form = document.querySelector("form.cb-known-on");
  if (form instanceof HTMLFormElement) serve(form);

  /** @param {HTMLFormElement} form */
  function serve(form) {
    const dated = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-since]")]);
    const wholes = [...document.querySelectorAll("[data-whole]")];
    const days = [...new Set(dated.map((element) => element.dataset.since || ""))].filter(Boolean).sort();
    form.hidden = !days.length;
    if (form.hidden) return;
    const { lang } = document.documentElement;
    const number = new Intl.NumberFormat(lang || undefined, { numberingSystem: "latn" });
    const words = new Intl.DateTimeFormat(lang || undefined, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC", numberingSystem: "latn" });
    const [date, slider] = ["[type=date]", "[type=range]"].map((found) => /** @type {HTMLInputElement} */ (form.querySelector(found)));
    const all = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
    const says = /** @type {HTMLElement} */ (form.querySelector(".cb-known-says"));
    const told = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    const counted = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-count]")]);
    const start = form.dataset.start || "";
    let telling = 0;

    slider.max = String(days.length);
    form.dataset.ready = "";
    show(asked(), true);

    date.addEventListener("change", () => choose(date.value, false));
    // Dragging passes many days: the address keeps the one it ends on.
    slider.addEventListener("input", () => show(days[Number(slider.value)] || "", false));
    slider.addEventListener("change", () => choose(days[Number(slider.value)] || "", false));
    all.addEventListener("click", () => choose("", true));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => show(asked(), false));

    /** @param {string} day an ISO day, or nothing for all that is known today @param {boolean} lead */
    function choose(day, lead) {
      if (day !== asked()) keep(day);
      show(day, false);
      if (lead) reveal();
    }

    /** Keep the day in the address. @param {string} day */
    function keep(day) {
      const query = new URLSearchParams(location.search);
      query.delete("known");
      if (day !== start) query.set("known", day || "all");
      const text = query.toString();
      history.pushState(null, "", (text && `?${text}`) || location.pathname);
    }

    /** The day that the address asks for. */
    function asked() {
      const value = new URLSearchParams(location.search).get("known");
      if (value === null) return start;
      const day = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(value) : null;
      // A day that does not exist, 31 February, would be read as one in March.
      return day && Number(day) && day.toISOString().startsWith(value) ? value : "";
    }

    /** @param {string} day @param {boolean} first */
    function show(day, first) {
      for (const element of dated) mark(element, Boolean(day) && !(element.dataset.since && element.dataset.since <= day));
      for (const whole of wholes) whole.toggleAttribute("data-partial", Boolean(whole.querySelector("[data-later]")));
      for (const drawn of document.querySelectorAll('.cb-ribbon a[href^="#event-"]')) {
        const item = document.getElementById((drawn.getAttribute("href") || "").slice(1));
        drawn.classList.toggle("cb-not-yet", Boolean(item && "later" in item.dataset));
      }
      say(day, first);
      document.dispatchEvent(new CustomEvent("cb-known"));
    }

    /** @param {string} day @param {boolean} first */
    function say(day, first) {
      const spoken = day && dateIn(day);
      const place = days.findIndex((other) => !day || other > day);
      date.value = day;
      slider.value = String(!day || place < 0 ? days.length : Math.max(place - 1, 0));
      slider.setAttribute("aria-valuetext", spoken || form.dataset.now || "");
      says.textContent = spoken ? fill(form.dataset.on, { date: spoken }) : form.dataset.now || "";
      all.hidden = !day;
      form.toggleAttribute("data-active", Boolean(day));
      for (const count of counted) {
        const found = [...document.querySelectorAll(count.dataset.count || "")];
        const hidden = found.filter((element) => element.closest("[data-later]")).length;
        const values = { shown: found.length - hidden, total: found.length, hidden };
        count.textContent = fill(count.dataset.words, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, number.format(value)])));
      }
      clearTimeout(telling);
      if (!first) telling = setTimeout(() => (told.textContent = [says, ...counted].map((element) => element.textContent).join(" ")), 500);
    }

    /** The list of what was learned later opens where the page folds it away, and is brought into sight. */
    function reveal() {
      const target = document.getElementById(form.dataset.reveal || "");
      if (!target) return;
      target.querySelectorAll("details").forEach((details) => (details.open = true));
      const heading = /** @type {HTMLElement} */ (target.querySelector("h2") || target);
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      target.scrollIntoView();
    }

    /** @param {HTMLElement} element @param {boolean} later */
    function mark(element, later) {
      if (later !== "later" in element.dataset) element.toggleAttribute("data-later", later);
    }

    /** @param {string} day */
    function dateIn(day) {
      const parts = words.formatToParts(new Date(`${day}T00:00Z`)).map(({ type, value }) => [type, value]);
      return fill(form.dataset.date, Object.fromEntries(parts));
    }
  }

  /** @param {string | undefined} pattern @param {Record<string, string>} values */
  function fill(pattern, values) {
    return (pattern || "").replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
  }
}
