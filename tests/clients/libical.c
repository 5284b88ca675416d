/* What libical reads in a calendar: a line for each property of an event, a tab between name and
   value; line feeds, tabs and backslashes in values are escaped, carriage returns left out. It knows
   no name for GAP, so relations come as it would write them. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void say(const char *name, const char *value)
{
    printf("%s\t", name);
    for (; value && *value; value++) {
        if (*value == '\n') fputs("\\n", stdout);
        else if (*value == '\t') fputs("\\t", stdout);
        else if (*value == '\\') fputs("\\\\", stdout);
        else if (*value != '\r') putchar(*value);
    }
    putchar('\n');
}

static void say_moment(const char *name, struct icaltimetype moment)
{
    char text[40];
    if (moment.is_date) {
        snprintf(text, sizeof text, "%04d-%02d-%02d", moment.year, moment.month, moment.day);
    } else {
        time_t seconds = icaltime_as_timet_with_zone(moment, moment.zone);
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", gmtime(&seconds));
    }
    say(name, text);
}

static void say_event(icalcomponent *event)
{
    char sequence[20];
    icalproperty *each;
    say("uid", icalcomponent_get_uid(event));
    say_moment("starts", icalcomponent_get_dtstart(event));
    say_moment("ends", icalcomponent_get_dtend(event));
    say_moment("stamp", icalcomponent_get_dtstamp(event));
    snprintf(sequence, sizeof sequence, "%d", icalcomponent_get_sequence(event));
    say("sequence", sequence);
    say("summary", icalcomponent_get_summary(event));
    say("description", icalcomponent_get_description(event));
    say("location", icalcomponent_get_location(event));
    say("status", icalproperty_status_to_string(icalcomponent_get_status(event)));
    for (each = icalcomponent_get_first_property(event, ICAL_URL_PROPERTY); each;
         each = icalcomponent_get_next_property(event, ICAL_URL_PROPERTY))
        say("url", icalproperty_get_url(each));
    for (each = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY); each;
         each = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY))
        say("category", icalproperty_get_categories(each));
    for (each = icalcomponent_get_first_property(event, ICAL_RELATEDTO_PROPERTY); each;
         each = icalcomponent_get_next_property(event, ICAL_RELATEDTO_PROPERTY))
        say("related", icalproperty_as_ical_string(each));
}

int main(int count, char **arguments)
{
    static char text[4 << 20];
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    icalcomponent *root, *event;
    if (!file) return 2;
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    root = icalparser_parse_string(text);
    if (!root || icalcomponent_count_errors(root)) return 1;
    for (event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT))
        say_event(event);
    icalcomponent_free(root);
    return 0;
}
