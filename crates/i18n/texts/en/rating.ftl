# How a villager rates the work: on the public page, and on the volunteer's phone. Whoever changes a question sets a new
# version and writes the old wording down in docs/public-page.md: the version is kept with each rating.
rating-version = 2026-11-27
rating-title = Your rating
rating-lead = Five questions, no name. Officers see sums of many people alone.
rating-ease = Was it easy to find what you needed?
rating-guidance = Was the guidance clear?
rating-attitude = How were you treated?
rating-time = How was the time it took?
rating-result = All in all, are you satisfied with the result?
rating-mark-1 = 1 – Very poor
rating-mark-2 = 2 – Poor
rating-mark-3 = 3 – Fair
rating-mark-4 = 4 – Good
rating-mark-5 = 5 – Very good
rating-words = Anything to say (optional)
rating-words-hint = At most 500 letters. Please leave out names and numbers of papers.
rating-send = Send the rating
rating-not-whole = It was not sent: please choose a mark for all five questions, and no more than 500 letters.
rating-thanks = Thank you. The rating of this dossier has been noted.
rating-hand-phone = Hand the phone over: the villager marks it herself. Five questions, no name. Once sent it is sealed: nobody on this phone can read or change it.
rating-waiting = The villager has rated it. It waits to be sent to the commune.
rating-sent = The villager has rated it. It was sent to the commune.
