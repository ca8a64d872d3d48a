import type { feeds as french } from "../fr/feeds.ts";
import type { TranslationOf } from "../translation-of.ts";

export const feeds = {
  title: "Calendar feeds",
  text: "One secret address for each subscription: whoever has it reads these sessions in their own calendar, without signing in.",
  subscribe: "Subscribe to the calendar",
  download: ".ics file",
  shows: "Sessions of",
  label: "Label",
  created: "Created",
  fetched: "Last read",
  neverFetched: "Never read",
  moreOf: "Actions for {{name}}",
  subjects: {
    studio: "The whole studio",
    room: "Room",
    person: "Person",
    client: "Client",
  },
  empty: {
    title: "No calendar is shared",
    text: "Your sessions can appear in Google Calendar, Outlook or a phone’s calendar, and stay up to date there.",
  },
  new: {
    open: "New address",
    title: "New calendar feed",
    text: "From three months back to thirteen months ahead, updated every hour.",
    crewHelp: "Shows the client, the kind, the room and the crew; no notes and no prices.",
    clientHelp:
      "Shows this client’s sessions alone: the kind, the room and the crew; no notes and no prices.",
    labelHelp: "So that you know whom you gave it to.",
    submit: "Create the address",
  },
  address: {
    once: "Copy this address now: it will never be shown again. Whoever has it reads this calendar.",
    label: "Address of the calendar",
    copy: "Copy",
    copied: "The address is copied.",
    subscribe: "Subscribe",
  },
  renewal: {
    action: "Change the address",
    question: "Change the address of the calendar “{{name}}”?",
    loss: "The current address stops answering at once: calendars that follow it are no longer updated, and everyone must be given the new one.",
    confirm: "Change the address",
  },
  revocation: {
    action: "Revoke",
    question: "Revoke the calendar “{{name}}”?",
    loss: "The address stops answering at once and cannot be brought back: calendars that follow it are no longer updated.",
    confirm: "Revoke the address",
    done: "The address no longer answers.",
  },
  errors: { gone: "This choice no longer exists." },
} satisfies TranslationOf<typeof french>;
