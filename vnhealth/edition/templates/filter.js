(() => {
  "use strict";
  const form = document.getElementById("filter");
  const rows = [...document.querySelectorAll("tr[data-topic]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const shown = document.getElementById("shown");
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    let count = 0;
    for (const row of rows) {
      row.hidden = !wanted.every(([name, value]) => row.dataset[name] === value);
      count += row.hidden ? 0 : 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("tr[data-topic]:not([hidden])");
      document.querySelector(`[data-of="${group.dataset.group}"]`).hidden = group.hidden;
    }
    shown.textContent = form.dataset.shown
      .replace("{shown}", digits.format(count)).replace("{all}", digits.format(rows.length));
  };
  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
