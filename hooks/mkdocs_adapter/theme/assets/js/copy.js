// A button at every text marked with data-copy that puts it on the clipboard. Without this file the
// texts can be selected as any other.
"use strict";
{
  const { copy = "", copied = "", failed = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const status = document.createElement("p");
  status.className = "cb-copy-said";
  status.setAttribute("role", "status");

  const texts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"));
  if (texts.length) document.body.append(status);
  for (const text of texts) serve(text);

  /** @param {HTMLElement} text */
  function serve(text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cb-button cb-copy";
    call(button, copy, text);
    button.addEventListener("click", async () => {
      const said = (await put(text)) ? copied : failed;
      call(button, said, text);
      // An empty text in between lets the same words be said again.
      status.textContent = "";
      setTimeout(() => (status.textContent = said), 50);
      setTimeout(() => call(button, copy, text), 2000);
    });
    (text.closest("pre") || text.lastChild || text).after(button);
  }

  /** Let a button show words, and say of which text they are. @param {HTMLElement} button @param {string} words @param {HTMLElement} text */
  function call(button, words, text) {
    button.textContent = words;
    button.setAttribute("aria-label", `${words}: ${text.dataset.copy}`);
  }

  /** Put a text on the clipboard, and return whether it is there. @param {HTMLElement} text */
  async function put(text) {
    try {
      await navigator.clipboard.writeText(wordsOf(text));
      return true;
    } catch {
      return select(text);
    }
  }

  /** @param {HTMLElement} text */
  function wordsOf(text) {
    const bare = /** @type {HTMLElement} */ (text.cloneNode(true));
    bare.querySelector(".cb-copy")?.remove();
    return (bare.textContent ?? "").trim();
  }

  /** Select a text and copy it so, where a page may not write to the clipboard. @param {HTMLElement} text */
  function select(text) {
    const selection = window.getSelection();
    const range = document.createRange();
    range.selectNodeContents(text);
    const button = text.querySelector(".cb-copy");
    if (button) range.setEndBefore(button);
    selection?.removeAllRanges();
    selection?.addRange(range);
    return document.execCommand("copy");
  }
}
