// Warns before the half hour is over. Without this file the page says that you are signed out after 30 minutes.

(() => {
  const dialog = document.getElementById("timeout");
  if (!dialog || !dialog.showModal) return;

  const form = dialog.querySelector("form");
  const close = dialog.querySelector("[data-timeout=close]");
  const [warning, over, failed] = ["warning", "over", "failed"].map(name => dialog.querySelector(`[data-timeout=${name}]`));
  const ends = Number(dialog.dataset.seconds) * 1000;
  const warns = ends - Number(dialog.dataset.warning) * 1000;
  let start = Date.now();
  let said = null; // warning or over, once each: closed, it stays closed

  function show(part) {
    for (const each of [warning, over, failed]) each.hidden = each !== part;
    form.hidden = part === over;
    dialog.setAttribute("aria-labelledby", part.querySelector("h2").id);
    if (!dialog.open) dialog.showModal(); // which moves the focus, and close() gives it back
    if (form.hidden) close.focus();
  }

  // By the clock, not by one long timer: a computer that sleeps stops its timers.
  function look() {
    const passed = Date.now() - start;
    const now = passed >= ends ? over : passed >= warns ? warning : null;
    if (now && now !== said) show(now);
    said = now;
  }
  setInterval(look, 1000);
  // What was sent in the background began the half hour again.
  document.addEventListener("app:shown", () => (start = Date.now()));

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const asked = Date.now();
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (response.status === 204) {
        start = asked;
        said = null;
        dialog.close();
      } else {
        // Sent to sign in: it was too late. Or another tab follows another complaint.
        show(response.type === "opaqueredirect" || response.status === 409 ? over : failed);
      }
    } catch {
      show(failed);
    }
  });

  close.addEventListener("click", () => dialog.close());
})();
