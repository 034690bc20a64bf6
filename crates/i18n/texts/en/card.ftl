# Reading an identity card by its QR code, above a person's questions.
card-take = Take a picture of the card's QR code
card-choose = Choose a picture
card-hint = Go near, so that the black and white square is sharp. The app reads the words in the code and keeps no picture.
card-reading = Reading the code on the card…
card-read-title = The card says
card-read-lead = Compare it with the card. Correct what is wrong and tick what is right. Nothing is saved yet.
card-use = Write this into the form
card-write = { $count ->
    [one] Write one item into the form
   *[other] Write { $count } items into the form
}
card-leave = Leave it, write nothing
card-written = { $count ->
    [one] One item of the card went into the form below. The picture is not kept.
   *[other] { $count } items of the card went into the form below. The picture is not kept.
}
card-stands = The form says now: { $value }
card-residence-hint = The card has commune and province too, perhaps by their old names. Keep only house number, street and hamlet, then tick it.
card-doubt-missing = The code has nothing here. Please look at the card and ask.
card-doubt-too-long = What the code has here is far too long and was left out. Please copy it from the card.
card-doubt-hidden = The code had characters that cannot be seen; they were taken out. Please compare every letter with the card.
card-doubt-unusual = There are characters that no name has. Please compare every letter with the card.
card-doubt-date = The birth date in the code is no date and was left out. Please write it from the card.
card-doubt-issued-date = The date of issue in the code is no date and was left out. Please write it from the card.
card-doubt-sex = The code does not say male or female. Please look at the card and ask.
card-doubt-birthplace = The first three digits are no province that is known. Please compare all 12 digits with the card.
card-doubt-other-sex = This number usually belongs to the other sex than the card says. Please compare it; if the card says so, keep it.
card-doubt-other-year = This number does not fit the year of birth. Please compare it; if the card says so, keep it.
card-doubt-issued-before-birth = The card was issued before the person was born. Please look at both dates on the card.
