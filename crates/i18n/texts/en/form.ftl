# The form, its questions and the papers checklist.
form-section-of = Part { $number } of { $total }
form-sections = Parts of the form
form-next = Continue
form-previous = Previous part
form-to-papers = To the papers
form-to-review = Review the form
form-unreadable-title = The form of this procedure cannot be opened
form-unreadable = The form on this device has a fault. What was saved is still there. Update the app or tell the commune.
form-read-only = The commune accepted this dossier, so it cannot be changed here any more.
form-wrong-here = { $count ->
    [one] One answer in this part needs correcting. Press “Continue” again to leave it for later.
   *[other] { $count } answers in this part need correcting. Press “Continue” again to leave them for later.
}
question-required = required
question-computed = Computed
question-warning = Please note
question-clear = Clear
question-picker-hint = Type a few letters, then choose from the list
question-picker-none = Nothing matches
question-picker-count = { $count ->
    [one] One match
   *[other] { $count } matches
}
question-day = Day
question-month = Month
question-year = Year
question-partial-hint = If the day or the month is not known, leave it empty and write the year only.
question-date-hint = Write day, month and year in digits. For example: 05 11 2026
saved-state-typing = Typing, not saved yet
saved-state-saving = Saving…
saved-state-saved = Saved on this device
saved-state-failed = NOT SAVED
saved-retry = Try to save again
saved-some-failed = { $count ->
    [one] One answer is NOT SAVED
   *[other] { $count } answers are NOT SAVED
}
saved-some-failed-what = What you typed is still on the screen. Do not close the app before it could be saved.
saved-retry-all = Save them all again
wrong-required = This is not answered yet.
wrong-answer = This answer is not right. Please check it.
wrong-date = This date is not right. Please check day, month and year.
wrong-number = Please write a number.
wrong-whole-number = Please write a whole number, such as 2.
wrong-partial-date = This date is not right. Write the year, or month and year, or the whole date.
wrong-choice = Please choose something from the list.
conflict-title = There are different answers to this question
conflict-lead = Several people wrote at the same time. Ask the villager and choose the right one. The others stay in the history.
conflict-by = Written by { $name } at { $when }
conflict-by-you = Written by you at { $when }
conflict-by-unknown = Written by somebody else of the team at { $when }
conflict-choose = Choose
conflict-empty = (left empty)
conflict-woven = What each one added or took out, together. Read it before you choose it.
conflict-may-stay = If it is not clear, leave it: the commune office sees all of them and will choose.
news-title = { $count ->
    [one] One thing was written by others since you last looked
   *[other] { $count } things were written by others since you last looked
}
news-looked = I have seen it
news-other-answer = An answer in a list
news-paper = Paper
news-page = another photo
news-page-removed = a photo was taken out
news-consent = The villager's consent
papers-title = Papers needed
papers-lead = This list follows the answers in the form. Look at a paper before you mark it.
papers-seen = Seen
papers-missing = Missing
papers-not-checked = Not checked
papers-secret-hint = Take pictures of papers within this app only, and only when the villager agrees. They are locked on the device. Never leave them in the phone's own album.
papers-progress = { $seen } of { $total } papers seen
repeat-add = Add: { $what }
repeat-remove = Remove: { $what }
repeat-number = { $what } { $number }
repeat-none = Nothing here yet.
repeat-sure = Press again to remove
question-geopoint-hint = Four numbers with spaces between them: latitude, longitude, altitude, accuracy.
question-time-hint = Hours and minutes, such as 14:30
question-rank-up = Up
question-rank-down = Down
question-rank-hint = Put them in order: the most important first.
question-file-later = Photos and files cannot be taken in this version. Please take the papers to the commune.
wrong-time = This time is not right. Write hours and minutes, such as 14:30.
wrong-range = This number is outside what is allowed.
wrong-place = This place is not right. Write the numbers with spaces between them.
wrong-moment = This date or time is not right. Please look at day, month, year and time again.
wrong-ranking = Put all of them in order.
question-time = Time
read-aloud = Read aloud
read-aloud-stop = Stop reading
