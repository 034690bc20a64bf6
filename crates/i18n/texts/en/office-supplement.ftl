# Asking a team for what is missing or wrong.
ask-here = Ask for a supplement
ask-here-label = Ask for a supplement: { $what }
ask-words = What is missing or wrong, what to do
ask-words-label = Supplement request about { $what }: what is missing or wrong, what to do
ask-drop = Leave this out
ask-photo = Photo { $number }
ask-paper = the paper as a whole
ask-slip = Supplement request
ask-slip-count = { $count ->
    [one] One thing
   *[other] { $count } things
}
ask-slip-due = Needed by the end of (optional)
ask-slip-blocked = Each thing needs words.
ask-send = Send the request to the team
ask-sending = Sending…
ask-send-next = The team gets it as a task, at the very places that are asked about.
ask-waiting = Waiting for a supplement
ask-waiting-since = Asked by { $officer } at { $when }
ask-due = Needed by the end of { $day }
ask-no-more = Do not ask any more
ask-answered = The team sent the supplement at { $when }
ask-taken-back = Not asked any more since { $when }
ask-unanswered = Accepted without waiting longer
ask-closed = The dossier ended at { $when }; nothing is waited for any more
ask-mark-asked = Asked: { $words }
ask-mark-changed = Corrected
ask-mark-changed-from = Corrected. Before: { $before }
ask-mark-same = Not corrected
case-state-asked = Waiting for supplement
