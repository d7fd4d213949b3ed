// A list that stands on pages of its own: the address of an entry, from when the list stood whole on
// this page, leads on to the record.
"use strict";
{
  const nav = document.querySelector(".cb-parts[data-entry]");
  if (nav instanceof HTMLElement) {
    lead(nav);
    addEventListener("hashchange", () => lead(nav));
  }

  /** @param {HTMLElement} nav */
  function lead({ dataset: { entry, leads = "" } }) {
    const id = new RegExp(`^#${entry}-([a-z0-9-]+)$`).exec(location.hash)?.[1];
    // A relation is called by its actor and a number.
    if (id) location.replace(leads.replace("*", entry === "tie" ? id.replace(/-\d+$/, "") : id));
  }
}
