# What the office asks for before it goes on, at the door.
asked-title = { $count ->
    [one] The commune asks for one thing
   *[other] The commune asks for { $count } things
}
asked-by = Asked by { $officer } at { $when }
asked-due = The commune needs it by the end of { $day }
asked-lead = Ask the villager about each of these, correct it, then send the dossier again. No network is needed for correcting.
asked-done = Corrected
asked-not-done = Not corrected yet
asked-photo = Photo of { $paper }
asked-here = The commune asks: { $words }
asked-left = { $count ->
    [one] One thing is not corrected yet. If it is right as it is you can send all the same; the commune will see that it was not changed.
   *[other] { $count } things are not corrected yet. If they are right as they are you can send all the same; the commune will see that they were not changed.
}
asked-review = Look through and send again
review-send-again = Send again to the commune
progress-asked = The commune asks for more
progress-asked-next = Open it to see what is asked
handed-title-asked = The commune asks for more
handed-next-asked = Correct what the commune asks for, then press “Look through and send again”. While it waits for it, the commune's time limit does not run.
today-asked = { $count ->
    [one] { $name }: the commune asks for one thing
   *[other] { $name }: the commune asks for { $count } things
}
