/* Folds the panel, remembers that over reloads, and tells a screen reader that it came. */
"use strict";
{
  const panel = document.getElementById("casebook-panel");
  const details = panel?.querySelector("details");
  const summary = panel?.querySelector("summary");
  if (panel && details && summary) {
    const episode = details.dataset.episode ?? "";

    /** @param {string} [value] what to remember @returns {string | null} */
    const memory = (value) => {
      try {
        if (value !== undefined) sessionStorage.setItem("casebook-panel", value);
        return sessionStorage.getItem("casebook-panel");
      } catch {
        return null; // a browser may keep nothing; the panel is then as it was sent
      }
    };

    const remembered = memory();
    if (remembered === `${episode} open`) details.open = true;
    if (remembered === `${episode} folded`) details.open = false;
    details.addEventListener("toggle", () => {
      memory(`${episode} ${details.open ? "open" : "folded"}`);
    });

    document.addEventListener("keydown", (event) => {
      const focus = document.activeElement;
      const ours = !focus || focus === document.body || panel.contains(focus);
      if (event.key === "Escape" && details.open && ours) {
        details.open = false;
        summary.focus({ preventScroll: true });
      }
    });

    panel.querySelector(".key")?.removeAttribute("hidden");

    if (panel.classList.contains("broken")) {
      document.title = `${summary.textContent?.trim()} – ${document.title}`;
      if (details.open) summary.focus({ preventScroll: true });
    }
  }
}
