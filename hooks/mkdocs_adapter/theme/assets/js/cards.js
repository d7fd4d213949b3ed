/* A card at every link to a record, and the reference at every citation number. The cards come
   from assets/cards/, a script at a time and only when first asked for; there is no fetch, which
   browsers refuse to pages from a folder. Without this file links are links. */
"use strict";
{
  /** @typedef {"hover" | "focus" | "hold" | "click"} Way */
  /** How long each way of asking takes, and how long a card outlives the pointer, in ms. */
  const DELAYS = { hover: 250, focus: 0, hold: 450, click: 0 };
  const LEAVE = 200;
  const GAP = 6;
  const MARGIN = 8;

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../../", script.src).href;
  const { shards = "1", reference = "", list = "" } = script.dataset;
  const FOCUS = CSS.supports("selector(:focus-visible)") ? ":focus-visible" : ":focus";

  /** @type {Record<string, string>} */
  const cards = {};
  /** @type {Set<number>} */
  const asked = new Set();

  const pop = document.createElement("div");
  pop.id = pop.className = "cb-pop";
  pop.classList.add("md-typeset");
  pop.hidden = true;

  /** The link whose card is shown. @type {Element | null} */
  let open = null;
  /** The link whose card is shown or will be. @type {Element | null} */
  let wanted = null;
  /** @type {Way} */
  let way = "hover";
  /** Whether its time has come, so that it waits for nothing but its data. */
  let due = false;
  /** Whether only the reader closes it: after a tap and hold, or a click on a number. */
  let stays = false;
  /** Where the pointer asked, in the window. @type {{ x: number, y: number } | null} */
  let point = null;
  /** Closed by Escape, and not opened again until the pointer has left. @type {Element | null} */
  let dismissed = null;
  /** The link of a hold, whose end is not a tap. @type {Element | null} */
  let held = null;
  let timer = 0;

  /** @param {EventTarget | null} target */
  const linkAt = (target) => (target instanceof Element ? target.closest("a[href]") : null);

  /** @param {string} address */
  const bare = (address) => address.replace(/[?#].*/, "");

  /** Return the record a link leads to, as `kind/id`, or nothing. @param {Element} link */
  const keyOf = (link) => {
    const to = new URL(link.getAttribute("href") ?? "", document.baseURI);
    const page = bare(to.href);
    if (!page.startsWith(root) || link.closest("header, footer, nav, .cb-pop")) return "";
    const event = /^#event-(.+)/.exec(to.hash);
    if (event) return `events/${event[1]}`;
    const record = /^([a-z]+\/[^/]+)\/(index\.html)?$/.exec(page.slice(root.length));
    return record && page !== bare(location.href) ? record[1] : "";
  };

  /** Return the reference that a citation number leads to. @param {Element} link */
  const itemOf = (link) => {
    const address = link.getAttribute("href") ?? "";
    const cites = address.startsWith("#ref-") && link.closest(".cb-cite");
    return cites ? document.getElementById(address.slice(1)) : null;
  };

  /** The same sum as in Python. @param {string} key */
  const shardOf = (key) => {
    let sum = 0;
    for (const letter of key) sum = (sum * 31 + letter.charCodeAt(0)) % 65521;
    return sum % Number(shards);
  };

  /** @param {string} key */
  const load = (key) => {
    const shard = shardOf(key);
    if (asked.has(shard)) return;
    asked.add(shard);
    const file = document.createElement("script");
    file.src = `${root}assets/cards/${shard}.js`;
    file.onerror = () => asked.delete(shard);
    document.head.append(file);
  };

  // What each file of cards calls.
  Object.assign(window, {
    /** @param {Record<string, string>} found */
    casebookCards(found) {
      Object.assign(cards, found);
      if (wanted && due) show(wanted);
    },
  });

  /** @param {Element} link @param {Way} by @param {{ x: number, y: number } | null} at */
  const want = (link, by, at) => {
    clearTimeout(timer);
    [wanted, way, point, due] = [link, by, at, false];
    timer = window.setTimeout(() => {
      due = true;
      if (by === "hold") held = link;
      show(link);
    }, DELAYS[by]);
  };

  /** Close unless the pointer or the focus still asks for it. */
  const leave = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const kept = wanted && wanted.matches(`:hover, ${FOCUS}`);
      if (!kept && !stays && !pop.matches(":hover")) close();
    }, LEAVE);
  };

  const hide = () => {
    if (open) open.removeAttribute("aria-describedby");
    open = null;
    pop.hidden = true;
  };

  const close = () => {
    clearTimeout(timer);
    hide();
    wanted = null;
    stays = false;
  };

  /** Close, and give back the focus that was inside. */
  const back = () => {
    const link = open;
    const inside = pop.contains(document.activeElement);
    close();
    if (inside && link instanceof HTMLElement) link.focus();
  };

  /** @param {Element} link */
  const show = (link) => {
    const item = itemOf(link);
    const key = item ? "" : keyOf(link);
    if (open !== link) {
      hide();
      if (!item && !(key in cards)) return load(key);
      if (item) fillReference(item, link);
      else if (!fillCard(cards[key], link)) return close();
      if (!pop.parentNode) document.body.append(pop);
      pop.hidden = false;
      open = link;
      place();
    }
    stays = way === "hold" || way === "click";
    if (way === "click") pop.focus({ preventScroll: true });
  };

  /**
   * A card is a tooltip, since nothing in it can be acted on: the link itself leads on.
   * Gives back false where it would only repeat what stands beside the link.
   * @param {string} html @param {Element} link
   */
  const fillCard = (html, link) => {
    pop.innerHTML = html;
    const name = /** @type {Element} */ (pop.querySelector(".cb-pop-name"));
    const says = pop.querySelector(".cb-pop-says") ?? name;
    const around = link.closest("li, dt, dd, tr, .cb-card");
    if (around && beside(around, link).includes(line(says).slice(0, 40))) return false;
    if (line(name) === line(link)) name.setAttribute("aria-hidden", "true");
    pop.setAttribute("role", "tooltip");
    pop.removeAttribute("aria-label");
    pop.removeAttribute("tabindex");
    link.setAttribute("aria-describedby", pop.id);
    // In a drawing the browser's own tooltip would lie over the card; its words stay the name.
    const title = link.querySelector("title");
    if (title) {
      link.setAttribute("aria-label", line(title));
      title.remove();
    }
    return true;
  };

  /** @param {Element} around @param {Element} link */
  const beside = (around, link) => {
    const next = around.nextElementSibling;
    return line(around).replace(line(link), "") + (next ? line(next) : "");
  };

  /** @param {Element} element */
  const line = (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();

  /**
   * A reference holds links, so it is a dialog, which the focus can enter and leave.
   * @param {Element} item @param {Element} link
   */
  const fillReference = (item, link) => {
    const label = reference.replace("{number}", line(link));
    const copy = /** @type {Element} */ (item.cloneNode(true));
    copy.querySelectorAll(".cb-backs").forEach((part) => part.remove());
    copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    const [head, text, foot] = ["kind", "reference", "foot"].map((name) => {
      const part = document.createElement("p");
      part.className = `cb-pop-${name}`;
      return part;
    });
    const jump = document.createElement("a");
    jump.href = `#${item.id}`;
    jump.textContent = list;
    head.append(label);
    text.append(...copy.childNodes);
    foot.append(jump);
    pop.textContent = "";
    pop.append(head, text, foot);
    pop.setAttribute("role", "dialog");
    pop.setAttribute("aria-label", label);
    pop.tabIndex = -1;
  };

  /** Put the card under the line that is pointed at, or over it, and inside the window. */
  const place = () => {
    if (!open) return;
    const boxes = [...open.getClientRects()];
    const at = point;
    const box = boxes.find((b) => at && b.top <= at.y && at.y <= b.bottom && b.right >= at.x) ?? boxes[0];
    if (!box) return close();
    pop.style.maxHeight = "";
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const below = height - box.bottom - GAP - MARGIN;
    const above = box.top - GAP - MARGIN;
    // A pointer must reach both the link and the card; a key needs no way to the link.
    const most = way === "hover" ? Math.max(above, below) : height - 2 * MARGIN;
    pop.style.maxHeight = `${Math.max(most, 72)}px`;
    const { offsetWidth: wide, offsetHeight: high } = pop;
    const fits = high <= below || (high > above && below >= above);
    const top = fits ? box.bottom + GAP : box.top - GAP - high;
    const from = getComputedStyle(open).direction === "rtl"
      ? Math.min(box.right, at ? at.x + 40 : box.right) - wide
      : Math.max(box.left, at ? at.x - 40 : box.left);
    const origin = (pop.offsetParent ?? document.documentElement).getBoundingClientRect();
    pop.style.left = `${inside(from, width - wide) - origin.left}px`;
    pop.style.top = `${inside(top, height - high) - origin.top}px`;
  };

  /** @param {number} from @param {number} room */
  const inside = (from, room) => Math.max(MARGIN, Math.min(from, room - MARGIN));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || stays) return;
    const link = linkAt(event.target);
    if (link !== dismissed) dismissed = null;
    if (open && (link === open || pop.contains(/** @type {Node} */ (event.target)))) {
      clearTimeout(timer);
      wanted = open;
    } else if (link && link !== dismissed && (itemOf(link) || keyOf(link))) {
      if (link !== wanted) want(link, "hover", event);
    } else if (wanted) leave();
  });

  document.documentElement.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "touch") return;
    dismissed = null;
    if (wanted) leave();
  });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (pop.contains(/** @type {Node} */ (event.target))) return;
    if (stays && link !== open) close();
    if (link && link.matches(FOCUS) && keyOf(link)) want(link, "focus", null);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === wanted) leave();
  });

  document.addEventListener("keydown", (event) => {
    held = null;
    if (event.key === "Escape" && wanted) {
      dismissed = wanted.matches(":hover") ? wanted : null;
      back();
    } else if (event.key === "Tab" && pop.contains(document.activeElement)) {
      const links = [...pop.querySelectorAll("a")];
      const at = links.findIndex((link) => link === document.activeElement);
      // Out of the card the way goes on from its number, as if the card stood behind it.
      if (event.shiftKey ? at > 0 : at < links.length - 1) return;
      if (event.shiftKey) event.preventDefault();
      back();
    }
  });

  document.addEventListener("click", (event) => {
    const link = linkAt(event.target);
    if (held) {
      if (link === held) event.preventDefault();
      held = null;
    } else if (link && pop.contains(link)) {
      if ((link.getAttribute("href") ?? "").startsWith("#")) close();
    } else if (link && itemOf(link)) {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (stays && open === link) back();
      else want(link, "click", null);
    }
  });

  document.addEventListener("pointerdown", (event) => {
    const link = linkAt(event.target);
    held = null;
    if (wanted && link !== wanted && !pop.contains(/** @type {Node} */ (event.target))) close();
    if (event.pointerType === "touch" && link && link !== open && keyOf(link)) want(link, "hold", event);
  });

  /** A finger that lifts, or moves and so scrolls, before its time has not held. */
  const slip = () => {
    if (way === "hold" && !due) close();
  };
  document.addEventListener("pointerup", slip);
  document.addEventListener("pointercancel", slip);

  document.addEventListener("contextmenu", (event) => {
    const link = linkAt(event.target);
    if (link && link === held) event.preventDefault();
    else if (link && link === wanted && way === "hold" && !due) {
      // This browser's own hold is the shorter one.
      event.preventDefault();
      clearTimeout(timer);
      due = true;
      held = link;
      show(link);
    }
  });

  window.addEventListener("scroll", (event) => {
    if (!open || pop.contains(/** @type {Node} */ (event.target))) return;
    const box = open.getBoundingClientRect();
    const gone = box.bottom < 0 || box.top > innerHeight;
    if (gone && !stays) open === wanted ? close() : hide();
    else if (event.target !== document) place();
  }, { capture: true, passive: true });

  window.addEventListener("resize", place);
  window.addEventListener("pagehide", close);
}
