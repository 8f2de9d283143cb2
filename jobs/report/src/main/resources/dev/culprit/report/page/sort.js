document.querySelectorAll("th button").forEach(button => button.addEventListener("click", () => {
  const head = button.closest("th"), body = head.closest("table").tBodies[0];
  const now = head.getAttribute("aria-sort"), first = button.dataset.first;
  const order = now === null ? first : now === "ascending" ? "descending" : "ascending";
  head.parentElement.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", order);
  const key = row => row.cells[head.cellIndex].dataset.sort, sign = order === "ascending" ? 1 : -1;
  const compare = (a, b) => isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
  [...body.rows]
    .sort((a, b) => (key(a) === "") - (key(b) === "") || sign * compare(key(a), key(b)))
    .forEach(row => body.append(row));
}));
