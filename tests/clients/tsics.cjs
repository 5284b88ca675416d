// What ts-ics reads in a calendar, as JSON on one line per event. It passes over relations.
const { readFileSync } = require("node:fs");
const { convertIcsCalendar } = require("ts-ics");

const moment = ({ date, type }) =>
  type === "DATE" ? date.toISOString().slice(0, 10) : date.toISOString();
for (const event of convertIcsCalendar(undefined, readFileSync(process.argv[2], "utf8")).events) {
  console.log(JSON.stringify({
    uid: event.uid,
    starts: moment(event.start),
    ends: moment(event.end),
    stamp: moment(event.stamp),
    sequence: event.sequence ?? 0,
    summary: event.summary,
    description: event.description,
    location: event.location ?? "",
    status: event.status,
    url: event.url,
    categories: event.categories ?? [],
  }));
}
