// What ical.js reads in a calendar, as JSON on one line per event.
const { readFileSync } = require("node:fs");
const ICAL = require("ical.js");

const root = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
for (const part of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(part);
  const text = (name) => String(part.getFirstPropertyValue(name) ?? "");
  console.log(JSON.stringify({
    uid: event.uid,
    starts: moment(event.startDate),
    ends: moment(event.endDate),
    stamp: moment(part.getFirstPropertyValue("dtstamp")),
    sequence: event.sequence,
    summary: event.summary,
    description: event.description,
    location: event.location ?? "",
    status: text("status"),
    url: text("url"),
    categories: part.getAllProperties("categories").flatMap((each) => each.getValues()),
    related: part.getAllProperties("related-to").map((each) => [
      each.getParameter("reltype"), each.getParameter("gap") ?? "", each.getFirstValue(),
    ]),
  }));
}
