// Starts the GOV.UK components. Every page also works without.

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

// The page knows the file under its name with a hash in it.
const { initAll } = await import(document.getElementById("components").href);
initAll();
// What another script puts on the page, such as what is wrong with a file.
document.addEventListener("app:shown", event => initAll({ scope: event.detail }));

// The component marks a radio that reveals something as expanded, which ARIA does not allow a radio to be.
function unmarkRadios() {
  for (const radio of document.querySelectorAll("input[type=radio][aria-expanded]")) radio.removeAttribute("aria-expanded");
}
unmarkRadios();
document.addEventListener("click", unmarkRadios);
addEventListener("pageshow", unmarkRadios);
