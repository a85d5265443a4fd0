// Fills in reference and code from a link such as /authority/#MS-7K3P-9QXD-T/ABCD-…: what stands behind the # is sent
// to no server. Without this file the officer types them.

(() => {
  const [reference, secret] = location.hash.slice(1).split("/");
  const fields = { reference, secret };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.querySelector(`form input[name=${name}]`);
    if (input && value && !input.value) input.value = value;
  }
  // The code stays in no history.
  if (location.hash && secret) history.replaceState(null, "", location.pathname);
})();
