// Tables that sort by a click on the head of a column. A cell sorts by its `data-key`, a number, or
// by its words; a cell whose key is empty stands last in either direction.
"use strict";
{
  const { compare } = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  for (const head of document.querySelectorAll("table.cb-sortable th[data-sort]")) serve(/** @type {HTMLTableCellElement} */ (head));

  /** @param {HTMLTableCellElement} head */
  function serve(head) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
    /** @type {HTMLElement} */ (head.closest("table")).dataset.ready = "";
  }

  /** @param {HTMLTableCellElement} head */
  function sort(head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement?.children || []) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = /** @type {HTMLTableElement} */ (head.closest("table")).tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, ...keyOf(row.cells[head.cellIndex]) }));
    rows.sort((one, two) => Number(one.last) - Number(two.last) || (down ? -1 : 1) * compare(one.key, two.key));
    body.append(...rows.map(({ row }) => row));
  }

  /** @param {HTMLElement} cell */
  function keyOf(cell) {
    const key = cell.dataset.key ?? cell.innerText.trim();
    return { key, last: !key };
  }
}
