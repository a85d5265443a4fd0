// Says how far the files are that are being sent. Without this file the browser sends them, and says nothing.

function watch() {
  const form = document.querySelector("form[enctype='multipart/form-data']");
  const status = document.getElementById("sending");
  if (!form || !status) return;
  let isSending = false;

  // Files are sent one after the other: how many bytes have gone says which one is on its way.
  function say(files, sent) {
    let before = 0;
    const file = files.find(each => (before += each.size) > sent) || files[files.length - 1];
    const share = file.size ? (sent - before + file.size) / file.size : 1;
    // In steps of ten, because a screen reader reads out each of them.
    const percent = Math.min(100, Math.floor(share * 10) * 10);
    const words = status.dataset.words.replace("{percent}", percent).replace("{name}", () => file.name);
    if (status.textContent !== words) status.textContent = words;
  }

  function fail() {
    isSending = false;
    status.textContent = status.dataset.failed;
  }

  form.addEventListener("submit", event => {
    const files = [...form.querySelector("input[type=file]").files];
    if (!files.length) return;
    event.preventDefault();
    if (isSending) return;
    const tooLarge = files.find(file => file.size > Number(status.dataset.largest) * 1024 * 1024);
    if (tooLarge) {
      status.textContent = status.dataset.tooLarge.replace("{name}", () => tooLarge.name);
      return;
    }
    isSending = true;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", sent => say(files, sent.loaded));
    request.addEventListener("error", fail);
    request.addEventListener("load", () => {
      if (request.status === 200) {
        location.assign(request.responseURL);
        return;
      }
      show(new DOMParser().parseFromString(request.responseText, "text/html"));
    });
    // Which button was pressed: a form by itself does not know.
    const answers = new FormData(form);
    if (event.submitter?.name) answers.append(event.submitter.name, event.submitter.value);
    say(files, 0);
    request.send(answers);
  });

  // A page that says what is wrong, at this same address. The dialog stays: its script holds on to it.
  function show(page) {
    const main = page.querySelector("main");
    if (!main) return fail();
    const dialog = document.getElementById("timeout");
    if (dialog) main.querySelector("#timeout")?.replaceWith(dialog);
    document.title = page.title;
    document.querySelector("main").replaceWith(main);
    scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("app:shown", { detail: main }));
    watch();
  }
}
watch();
