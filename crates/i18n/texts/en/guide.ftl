# The guide of a procedure, one idea a screen.
walk-start = Go through it step by step
walk-start-hint = One idea a screen, to be read aloud slowly.
walk-progress = Step { $number } of { $total }
walk-next = Next
walk-previous = Previous
walk-end = That was the guide
walk-fill = Start the dossier
guide-tips = Common mistakes
guide-exemptions = Who pays nothing or less
guide-exempt-now = By the answers given, this person is exempt or pays less.
guide-exempt-maybe = See whether this applies to the family
guide-originals = { $count } { $count ->
    [one] original
   *[other] originals
}
guide-copies = { $count } { $count ->
    [one] copy
   *[other] copies
}
guide-channels = Where to hand it in
guide-channel-desk = At the one-stop desk
guide-channel-online = Online
guide-channel-post = By post
guide-processed-by = Who receives it
guide-checked = Checked by: { $who }, { $date }
guide-case = When: { $case }
guide-old-title = This guide is old
guide-old = It was read from its source { $days } days ago. The rules may have changed: ask the commune before you go on.
guide-unverified-title = Not verified
guide-unverified = This guide has not been compared with an official source. For orientation only: ask the commune first.
guide-only = For this procedure there is a guide, but no form in the app yet.
submit-open = Handing in, step by step
submit-way = How will it be handed in?
submit-way-desk = At the one-stop desk
submit-way-desk-hint = Take the papers to the commune; an officer receives them.
submit-way-portal = Online
submit-way-portal-hint = The villager logs in to the national portal with VNeID. The app gives each answer to be copied.
submit-copy-title = To copy onto this screen
submit-copy-hint = Press “Copy”, then paste into the right field on the portal.
submit-copy = Copy
submit-copied = Copied
submit-copy-failed = This device does not allow copying. Please type it from the words beside.
submit-copy-one = Copy: { $what }
submit-nothing-to-copy = (not answered)
submit-papers = Papers to take along
submit-papers-hint = This list follows the answers in the form.
submit-money = What has to be paid
submit-end = These were all the steps. Keep the slip or the dossier number.
event-title = Life events
event-bundle = In one visit
event-bundle-hint = Things best done together. Open each for its guide.
event-procedures = { $count } { $count ->
    [one] thing
   *[other] things
} in one visit
find-count-events = and { $count } { $count ->
    [one] life event
   *[other] life events
}
