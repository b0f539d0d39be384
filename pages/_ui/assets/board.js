// The showroom screen. Text goes in as text only; clocks tick here, so that a lost network shows as stale data, not as
// a frozen clock.
const timers = new WeakMap();
const two = n => String(n).padStart(2, "0");

function add(parent, tag, kind, text) {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

function span(ms) {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600), minutes = Math.floor((total % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${two(minutes)}:${two(total % 60)}`;
}

function tile(parent, item) {
  const box = add(parent, "div", `tile ${item.tone}`);
  add(box, "div", "label", item.label);
  const value = add(box, "div", item.value.length > 4 ? "value long" : "value", item.value);
  if (item.of) add(value, "span", "of", item.of);
  if (item.share !== null) {
    const bar = add(add(box, "div", "bar"), "i");
    bar.style.width = `${Math.min(100, Math.round(item.share * 100))}%`;
  }
  add(box, "div", "note", item.note);
  return { box, value };
}

function cheer(parent, data) {
  const box = add(parent, "div", "cheer");
  const words = add(box, "div");
  add(words, "div", "big", data.cheer.big);
  add(words, "div", "small", data.cheer.small);
  ["#2F7AD0", "#C9741A", "#1F9A7E", "#9169C4", "#C05A8B"].forEach((colour, i) => {
    for (let n = 0; n < 5; n++) {
      const paper = add(box, "i");
      paper.style.background = colour;
      paper.style.left = `${(i * 19 + n * 23) % 100}%`;
      paper.style.animationDelay = `${-((i * 7 + n * 11) % 60) / 10}s`;
    }
  });
}

function body(screen, data, ticks) {
  if (data.cheer) return cheer(screen, data);
  if (!data.tiles.length && !data.rows.length) return add(screen, "div", "empty", data.empty);
  const main = add(screen, "div", data.rows.length ? "rows" : "tiles");
  main.style.setProperty("--columns", data.tiles.length <= 3 ? data.tiles.length : 2);
  for (const item of data.tiles) {
    const drawn = tile(main, item);
    if (item.until !== null) ticks.push(now => {
      const left = item.until - now;
      drawn.value.textContent = left < 0 ? `+${span(-left)}` : span(left);
      drawn.value.className = "value long";
      drawn.box.className = `tile ${left < 0 ? "alarm" : left < item.warn ? "warn" : item.tone}`;
    });
  }
  for (const item of data.rows) {
    const row = add(main, "div", `row ${item.tone}`);
    add(row, "span", "", item.label);
    const end = add(row, "span", "end", item.end);
    if (item.since !== null) ticks.push(now => {
      const gone = now - item.since;
      const over = item.limit && gone >= item.limit, near = item.warn && gone >= item.warn;
      end.textContent = (over ? "! " : "") + span(gone);
      row.className = `row ${over ? "alarm" : near ? "warn" : item.tone}`;
    });
  }
  return main;
}

export default function ({ parentElement, data }) {
  const screen = parentElement.querySelector(".screen");
  clearInterval(timers.get(screen));
  screen.style.setProperty("--top", `${data.top}px`);
  screen.replaceChildren();
  const inner = add(screen, "div", "inner");
  const ticks = [];
  const header = add(inner, "header");
  add(header, "div", "store", data.store);
  add(header, "div", "title", data.title);
  const clock = add(header, "div", "clock");
  body(inner, data, ticks);
  const footer = add(inner, "footer");
  const rota = add(footer, "div", "rota");
  for (const item of data.rota) {
    const part = add(rota, "span");
    add(part, "span", "key", item.key);
    add(part, "b", "", item.names);
  }
  const fresh = add(footer, "span", "fresh");
  const dots = add(footer, "div", "dots");
  for (let i = 0; i < data.boards; i++) add(dots, "i", i === data.board ? "on" : "");
  const skew = data.now - Date.now();
  const format = new Intl.DateTimeFormat(data.locale, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: data.zone });
  const hours = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: data.zone });
  const tick = () => {
    const now = data.frozen ? data.now : Date.now() + skew;
    clock.textContent = format.format(now);
    const stale = now - data.now > data.stale;
    fresh.textContent = stale ? data.lost.replace("{time}", format.format(data.now)) : data.fresh.replace("{time}", format.format(data.now));
    fresh.className = stale ? "fresh stale" : "fresh";
    const [hour, minute] = hours.format(now).split(":").map(Number);
    const at = hour * 60 + minute, [light, dark] = data.light;
    const day = light <= dark ? at >= light && at < dark : at >= light || at < dark;
    const look = data.look === "auto" ? (day ? "light" : "dark") : data.look;
    screen.className = look ? `screen ${look}` : "screen";
    for (const each of ticks) each(now);
  };
  tick();
  timers.set(screen, setInterval(tick, 1000));
  return () => clearInterval(timers.get(screen));
}
