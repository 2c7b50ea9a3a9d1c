// A scanned number stands behind the #, which no server sees: put into its box, and out of the history.
(() => {
  const code = document.querySelector("input#code");
  if (code && /^#\d{12}$/.test(location.hash)) {
    code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
})();
