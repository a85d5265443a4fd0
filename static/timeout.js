// Warns before the half hour is over. Without this file the page says that you are signed out after 30 minutes.

(() => {
  const dialog = document.getElementById("timeout");
  if (!dialog || !dialog.showModal) return;

  const form = dialog.querySelector("form");
  const [warning, over, failed] = ["warning", "over", "failed"].map(name => dialog.querySelector(`[data-timeout=${name}]`));
  const ends = Number(dialog.dataset.seconds) * 1000;
  const warns = ends - Number(dialog.dataset.warning) * 1000;
  let start = Date.now();

  function show(part) {
    for (const each of [warning, over, failed]) each.hidden = each !== part;
    form.hidden = part === over;
  }

  // By the clock, not by one long timer: a computer that sleeps stops its timers.
  function look() {
    const passed = Date.now() - start;
    if (passed >= ends) show(over);
    if (passed >= warns && !dialog.open) {
      if (passed < ends) show(warning);
      dialog.showModal();
    }
    if (passed >= ends) clearInterval(looking);
  }
  const looking = setInterval(look, 1000);

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const asked = Date.now();
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (response.status === 204) {
        start = asked;
        dialog.close();
      } else {
        show(over);
      }
    } catch {
      show(failed);
    }
  });

  dialog.querySelector("[data-timeout=close]").addEventListener("click", () => dialog.close());
})();
