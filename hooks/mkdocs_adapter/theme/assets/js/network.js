// The drawing follows its table: a row that a filter hides takes its line with it, and actors left
// without a line stand back. The actor that is asked for, or pointed at, stands out with its lines.
"use strict";
{
  const table = document.querySelector("#relations tbody");
  const drawing = document.querySelector(".cb-net");
  if (table && drawing) serve(table, drawing);

  /** @param {Element} table @param {Element} drawing */
  function serve(table, drawing) {
    const rows = /** @type {HTMLElement[]} */ ([...table.querySelectorAll("[data-item]")]);
    const nodes = [...drawing.querySelectorAll("[data-actor]")];
    const lines = [...drawing.querySelectorAll("[data-tie]")];
    const choices = [...document.querySelectorAll('.cb-filters [name="actor"]')].map((input) => /** @type {HTMLInputElement} */ (input));
    const names = choices.map((choice) => choice.value);
    /** The two actors of each relation, by the anchor of its row. */
    const ends = new Map(rows.map((row) => [row.id, (row.dataset.actor || "").split(" ").map((place) => names[Number(place)])]));

    const narrow = drawing.querySelector(".cb-net-narrow svg");
    const whole = narrow?.getAttribute("height") || "";

    follow();
    new MutationObserver(follow).observe(table, { attributes: true, attributeFilter: ["hidden"], subtree: true });
    document.querySelector(".cb-filters")?.addEventListener("input", follow);
    for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
      drawing.addEventListener(on, (event) => point(event.target));
      drawing.addEventListener(off, () => point(null));
    }

    function follow() {
      const left = rows.filter((row) => !row.hidden);
      const shown = new Set(left.map((row) => row.id));
      const joined = new Set(left.flatMap((row) => ends.get(row.id) || []));
      const asked = new Set(choices.filter((choice) => choice.checked).map((choice) => choice.value));
      for (const line of lines) line.classList.toggle("cb-off", !shown.has(line.getAttribute("data-tie") || ""));
      for (const node of nodes) {
        const name = node.getAttribute("data-actor") || "";
        node.classList.toggle("cb-off", left.length < rows.length && !joined.has(name));
        node.classList.toggle("cb-asked", asked.has(name));
      }
      if (narrow) crop(narrow);
    }

    /** On a narrow screen what is left would lie far down: show that stretch alone. @param {Element} narrow */
    function crop(narrow) {
      const left = [...narrow.querySelectorAll("a:not(.cb-off)")].map(heightOf);
      const all = left.length === narrow.querySelectorAll("a").length || !left.length;
      const top = all ? 0 : Math.max(0, Math.min(...left) - 70);
      const height = all ? Number(whole) : Math.min(Number(whole), Math.max(...left) + 70) - top;
      narrow.setAttribute("viewBox", `0 ${top} ${narrow.getAttribute("width")} ${height}`);
      narrow.setAttribute("height", String(height));
    }

    /** @param {EventTarget | null} target */
    function point(target) {
      const name = target instanceof Element && target.closest("[data-actor]")?.getAttribute("data-actor");
      for (const line of lines) {
        line.classList.toggle("cb-lit", !!name && !!ends.get(line.getAttribute("data-tie") || "")?.includes(name));
      }
    }
  }

  /** How far down a box stands. @param {Element} box */
  function heightOf(box) {
    return Number(/ ([\d.]+)\)/.exec(box.getAttribute("transform") || "")?.[1] || 0);
  }
}
