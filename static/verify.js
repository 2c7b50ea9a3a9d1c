// A scanned code stands behind the #, which no server sees: put into its box and sent for its reader.
(() => {
  const code = document.querySelector("textarea#code");
  if (code && location.hash.startsWith("#M1.")) {
    code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    code.form.requestSubmit();
  }
})();
