// Offers authorities while a provider types. Without this file, or when no answer comes, the Search button does it.

(() => {
  const WAIT = 200; // milliseconds without a key before we ask
  const PATIENCE = 8000;
  const SHORTEST = 2;
  const parts = document.getElementById("by-typing");
  const plainInput = document.querySelector("form[role=search] input[name=q]");
  if (!parts || !plainInput || !window.accessibleAutocomplete) return;

  const words = parts.dataset;
  const searchForm = plainInput.form;
  const searchButtons = searchForm.querySelector(".govuk-button-group");
  const plainChoice = document.getElementById("plain-choice");
  const copy = document.importNode(parts.content, true);
  const status = copy.querySelector(".app-typing-status");
  const unlisted = copy.querySelector(".app-typing-unlisted");
  const choice = copy.querySelector("form");
  const given = choice.querySelector(".app-typing-given");
  let offered = [];
  let chosen = "";
  let waiting, asking;

  const described = (plainInput.getAttribute("aria-describedby") || "").split(" ").map(id => document.getElementById(id)?.textContent.trim());
  const box = document.createElement("div");
  box.className = plainInput.className.includes("govuk-!-width-two-thirds") ? "govuk-!-width-two-thirds" : "";
  plainInput.replaceWith(box);
  window.accessibleAutocomplete({
    element: box,
    id: plainInput.id,
    name: plainInput.name,
    inputClasses: "govuk-input" + (plainInput.classList.contains("govuk-input--error") ? " govuk-input--error" : ""),
    minLength: SHORTEST,
    displayMenu: "overlay",
    confirmOnBlur: false,
    showNoOptionsFound: false, // we say it ourselves: it would say so while an answer is still on its way
    source: suggest,
    onConfirm: option => option && choose(option.name, option.note, option.id),
    templates: { inputValue: option => (option ? option.name : ""), suggestion: entry },
    tAssistiveHint: () => [...described, words.hint].filter(Boolean).join(" "),
    tStatusQueryTooShort: () => "",
    tStatusNoResults: () => "",
    tStatusResults: (count, highlighted) => `${count === 1 ? words.one : words.many.replace("{count}", count)} ${highlighted}`,
    tStatusSelectedOption: (name, count, index) =>
      words.highlighted.replace("{name}", [name, offered[index]?.note].filter(Boolean).join(", ")).replace("{place}", index + 1).replace("{count}", count),
  });
  const input = document.getElementById(plainInput.id);
  input.setAttribute("spellcheck", "false");
  input.setAttribute("maxlength", "200");
  input.value = plainInput.value;

  box.closest(".govuk-form-group").after(status);
  searchForm.after(choice);
  // The plain choice has its own.
  if (!plainChoice) searchButtons.append(unlisted);
  if (plainInput === document.activeElement) input.focus();

  function entry(option) {
    const line = document.createElement("span");
    line.textContent = option.name;
    if (option.note) {
      const note = document.createElement("span");
      note.className = "app-typing-note";
      note.textContent = option.note;
      line.append(" ", note);
    }
    return line.outerHTML;
  }

  function suggest(typed, offer) {
    change();
    clearTimeout(waiting);
    if (asking) asking.abort();
    // Put in by us or by the browser, not typed: no list opens by itself.
    if (!box.contains(document.activeElement)) return;
    waiting = setTimeout(() => ask(typed, offer), WAIT);
  }

  async function ask(typed, offer) {
    const mine = (asking = new AbortController());
    const tooSlow = setTimeout(() => mine.abort("slow"), PATIENCE);
    try {
      const address = `${words.address}?q=${encodeURIComponent(typed.slice(0, 200))}`;
      const response = await fetch(address, { credentials: "omit", signal: mine.signal });
      if (!response.ok) throw new Error(response.status);
      const found = await response.json();
      if (mine !== asking || input.value !== typed) return;
      offered = found;
      say(found.length ? "" : words.none);
      offer(found);
    } catch {
      if (mine !== asking || (mine.signal.aborted && mine.signal.reason !== "slow")) return;
      offered = [];
      say(words.failed);
      offer([]);
    } finally {
      clearTimeout(tooSlow);
    }
  }

  function say(text, name = "", note = "") {
    const strong = document.createElement("strong");
    strong.textContent = name;
    status.replaceChildren(text, ...(name ? [" ", strong] : []), ...(note ? [`. ${note}`] : []));
  }

  function show(isChosen) {
    choice.hidden = !isChosen;
    searchButtons.hidden = isChosen;
    if (plainChoice) plainChoice.hidden = isChosen;
  }

  function choose(name, note, id) {
    clearTimeout(waiting);
    chosen = name;
    choice.elements.authority.value = id;
    given.hidden = true;
    given.querySelector("input").disabled = true;
    say(words.chosen, name, note);
    show(true);
  }

  // Whatever was chosen is no longer so once the text is another.
  function change() {
    if (choice.hidden || input.value === chosen) return;
    say("");
    show(false);
  }

  unlisted.addEventListener("click", () => {
    clearTimeout(waiting);
    const name = given.querySelector("input");
    chosen = input.value;
    choice.elements.authority.value = unlisted.value;
    given.hidden = name.disabled = false;
    name.value = input.value.trim();
    say("");
    show(true);
    name.focus();
  });

  searchForm.addEventListener("input", change);
  // With nothing highlighted Enter does what it does in any form, an open list or not.
  searchForm.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.target !== input || event.isComposing) return;
    event.stopPropagation();
    if (choice.hidden) return;
    event.preventDefault();
    choice.requestSubmit();
  }, true);
})();
