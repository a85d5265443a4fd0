// Offers authorities while somebody types in the filter. Without this file, or without an answer, it is plain text.

(() => {
  const WAIT = 200; // milliseconds without a key before we ask
  const plain = document.getElementById("id_authority");
  if (!plain || !window.accessibleAutocomplete) return;

  const address = document.getElementById("filters").dataset.suggestions;
  const hint = (plain.getAttribute("aria-describedby") || "").split(" ").map(id => document.getElementById(id)?.textContent.trim());
  const box = document.createElement("div");
  plain.replaceWith(box);
  let waiting, asking;
  window.accessibleAutocomplete({
    element: box,
    id: plain.id,
    name: plain.name,
    inputClasses: plain.className,
    defaultValue: plain.value,
    minLength: 2,
    displayMenu: "overlay",
    confirmOnBlur: false,
    showNoOptionsFound: false, // what is typed may still name one
    source: suggest,
    tAssistiveHint: () => [...hint, "A list opens as you type. Use the up and down arrows and Enter to choose."].filter(Boolean).join(" "),
  });
  const input = document.getElementById(plain.id);
  input.setAttribute("spellcheck", "false");

  function suggest(typed, offer) {
    clearTimeout(waiting);
    asking?.abort();
    if (box.contains(document.activeElement)) waiting = setTimeout(() => ask(typed, offer), WAIT);
  }

  async function ask(typed, offer) {
    const mine = (asking = new AbortController());
    try {
      const response = await fetch(`${address}?q=${encodeURIComponent(typed.slice(0, 200))}`, { credentials: "omit", signal: mine.signal });
      offer(response.ok ? (await response.json()).map(found => found.name) : []);
    } catch {
      if (mine === asking) offer([]);
    }
  }
})();
