// Keys for staff who work without a mouse. The dialog says which, and turns them off; pages also work without this file.

(() => {
  const dialog = document.getElementById("shortcuts");
  if (!dialog || !dialog.showModal) return;

  const SETTING = "shortcuts", OFF = "off";
  const toggle = dialog.querySelector("[data-shortcuts=toggle]");
  const state = dialog.querySelector("[data-shortcuts=state]");
  const opener = document.querySelector("[data-shortcuts=open]");
  let first = ""; // g was pressed, and a second key goes somewhere

  const isOff = () => localStorage.getItem(SETTING) === OFF;

  function say() {
    state.textContent = isOff() ? state.dataset.off : state.dataset.on;
    toggle.textContent = isOff() ? toggle.dataset.on : toggle.dataset.off;
  }

  function rows() {
    return [...document.querySelectorAll("main table tbody th a")];
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement);
    all[Math.min(Math.max(here + by, 0), all.length - 1)].focus();
  }

  // What a key does on this page is what the link or button marked with it does.
  function press(key) {
    const target = document.querySelector(`[data-key="${key}"]`);
    if (!target) return false;
    if (target.matches("form")) target.requestSubmit();
    else target.click();
    return true;
  }

  function isTyping(element) {
    return element.closest("input, select, textarea, [contenteditable], dialog[open]");
  }

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const key = first + event.key.toLowerCase();
    first = "";
    if (isOff()) return;
    if (key === "?") dialog.showModal();
    else if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "g") first = "g";
    else if (!press(key)) return;
    event.preventDefault();
  });

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  toggle.addEventListener("click", () => {
    localStorage.setItem(SETTING, isOff() ? "on" : OFF);
    say();
  });
  dialog.querySelector("[data-shortcuts=close]").addEventListener("click", () => dialog.close());
  say();
})();
